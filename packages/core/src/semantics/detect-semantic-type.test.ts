import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../types/column-type.ts';
import { detectSemanticType, type SemanticFinding } from './detect-semantic-type.ts';

const text: ColumnType = { kind: 'text' };
const int64: ColumnType = { kind: 'int64' };
const detect = (
  name: string,
  values: readonly string[],
  type: ColumnType = text,
  table?: string,
): SemanticFinding | null =>
  detectSemanticType({ name, values, type, ...(table === undefined ? {} : { table }) });

const cards = ['4111 1111 1111 1111', '5555555555554444', '378282246310005', '6011-1111-1111-1117'];
const ibans = [
  'DE89 3704 0044 0532 0130 00',
  'GB82WEST12345698765432',
  'FR1420041010050500013M02606',
];
const counted = (count: number, make: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** One in ten has a right check digit. */
const orderNumbers = counted(50, (index) => String(4000123412340000 + index * 37));

describe('what a column means by its values alone', () => {
  it.each([
    ['e-mail addresses', 'email', ['ann@example.com', 'b.o+x@sub.example.co.uk', 'ü@müller.de']],
    [
      'phones of many countries',
      'phone',
      ['+49 30 1234567', '+1 (212) 555-0123', '+7 495 123-45-67'],
    ],
    ['phones of North America', 'phone', ['(212) 555-0123', '212-555-0199', '1 415 555 2671']],
    ['payment cards', 'payment_card', cards],
    ['bank accounts', 'iban', ibans],
    [
      'addresses of computers',
      'ip_address',
      ['10.0.0.1', '192.168.1.0/24', 'fe80::1', '::ffff:1.2.3.4'],
    ],
    ['URLs', 'url', ['https://example.com/a?b', 'http://localhost:8000', 'www.example.org/x']],
    ['UUIDs', 'uuid', ['01234567-89ab-cdef-0123-456789abcdef']],
    ['country codes', 'country', ['DE', 'FR', 'US', 'JP']],
    ['country names', 'country', ['Germany', 'france', 'United States', 'Россия']],
    ['currencies', 'currency', ['EUR', 'USD', 'GBP']],
    ['days', 'date', ['2024-01-26', '2024-02-29']],
    ['days and times', 'date', ['2024-01-26T10:00:00Z', '2024-01-26 10:00:00.123+02:00']],
    ['days as Germans write them', 'date', ['26.01.2024', '1.2.2024']],
    ['numbers', 'number', ['1.5', '-3', '1,234.50', '1e6']],
    ['yes and no', 'boolean', ['yes', 'no', 'Yes']],
    ['JSON', 'json', ['{"a": 1}', '[]']],
    ['social security numbers', 'national_id', ['123-45-6789', '078-05-1120']],
  ])('%s are %s', (_, kind, values) => {
    expect(detect('value', values)).toMatchObject({ kind, share: 1, basis: 'values' });
  });

  it('a spelling that most dates share is told', () => {
    expect(detect('day', ['26.01.2024', '27.01.2024'])?.format).toBe('DD.MM.YYYY');
    expect(detect('day', ['26.01.2024', '2024-01-27'])?.format).toBeNull();
  });

  it('a single card or address is told, less surely: better hidden once too often', () => {
    expect(detect('value', ['4111111111111111'])).toMatchObject({
      kind: 'payment_card',
      pii: true,
      confidence: 0.45,
    });
    expect(detect('card', ['4111111111111111'], int64)).toMatchObject({ kind: 'payment_card' });
    expect(detect('value', ['+49 30 1234567'])?.kind).toBe('phone');
  });

  it('a few strays do not hide what the others are', () => {
    const values = [
      ...counted(95, (index) => `user${index}@example.com`),
      ...counted(5, (n) => `n/a ${n}`),
    ];
    expect(detect('value', values)).toMatchObject({ kind: 'email', pii: true, share: 0.95 });
  });

  it('more values make it surer', () => {
    const few = detect('value', ['a@example.com'])?.confidence ?? 0;
    const many =
      detect(
        'value',
        counted(50, (n) => `a${n}@example.com`),
      )?.confidence ?? 0;
    expect(many).toBeGreaterThan(few);
    expect(many).toBeLessThanOrEqual(1);
  });
});

describe('false friends', () => {
  it.each([
    ['order numbers with a year', 'order_number', ['2024-000123', '2024-000124', '2023-009999']],
    ['ZIP codes', 'value', ['10115', '01067', '99084']],
    ['ZIP+4 codes', 'value', ['12345-6789', '94105-1234']],
    ['product codes', 'sku', ['AB-1234', 'CD-5678']],
    ['codes with leading zeros', 'code', ['00123', '00456']],
    ['ISBNs', 'value', ['978-3-16-148410-0', '979-8-602-40545-3']],
    ['versions', 'app_version', ['1.2.3.4', '10.0.0.1', '2.5.1.0']],
    ['states of the USA', 'state', ['CA', 'DE', 'AL', 'GA']],
    ['words of one letter pair', 'value', ['ab', 'cd', 'ef']],
    ['names of products', 'name', ['Red chair', 'Blue table']],
    ['Twitter handles', 'handle', ['@ann', '@bob']],
    ['decorators', 'code', ['a@b', 'user@localhost']],
    ['ISBN-like decimals', 'value', ['+0.5x', '.5.']],
    ['unix paths', 'path', ['/usr/bin', '/var/log']],
    ['brackets', 'value', ['[citation needed]', '{curly}']],
  ])('%s mean nothing', (_, name, values) => {
    expect(detect(name, values)?.kind ?? null).toBeNull();
  });

  it.each([
    ['order numbers are no cards', 'value', orderNumbers, 'number'],
    ['order numbers are no cards, named', 'order_no', orderNumbers, 'number'],
    ['dates are no phones', 'value', ['2024-01-26', '2024-01-27'], 'date'],
    ['IP addresses are no phones', 'phone_like', ['192.168.100.200', '10.20.30.40'], 'ip_address'],
    ['decimals are no phones', 'value', ['1234567.89', '7654321.10'], 'number'],
    ['days without hyphens are no numbers', 'value', ['20240126', '20240127'], 'date'],
  ])('%s', (_, name, values, kind) => {
    expect(detect(name, values)?.kind).toBe(kind);
    expect(detect(name, values)?.contains).toEqual([]);
  });

  it('long numbers within texts are no cards when most have a wrong check digit', () => {
    const notes = orderNumbers.map((one) => `order ${one} shipped`);
    expect(detect('notes', notes)).toBeNull();
  });

  it.each([
    ['email_count', ['3', '17']],
    ['is_email_verified', ['yes', 'no']],
    ['email_sent_at', ['2024-01-26', '2024-01-27']],
    ['phone_type', ['home', 'work']],
    ['address_type', ['billing', 'shipping']],
    ['email', ['none', 'unknown', 'missing']],
    ['country_id', ['1', '2', '3']],
  ])('%s is no personal data', (name, values) => {
    expect(detect(name, values)?.pii ?? false).toBe(false);
  });

  it('numbers of rows are no phones and no cards', () => {
    expect(
      detect(
        'id',
        counted(50, (n) => String(4000000000000 + n)),
        int64,
      ),
    ).toBeNull();
    expect(detect('amount', ['1234567890', '2345678901'], int64)).toBeNull();
    expect(detect('card_count', ['411', '17'], int64)).toBeNull();
  });
});

describe('what a column means by its name and values', () => {
  it.each([
    ['phone', ['0301234567', '030 765 43 21'], 'phone'],
    ['customerPhoneNumber', ['5550123', '5550199'], 'phone'],
    ['телефон', ['8 495 123-45-67', '84951234567'], 'phone'],
    ['card_number', ['4111111111111111'], 'payment_card'],
    ['full_name', ['Ann Lee', "Conan O'Brien"], 'person_name'],
    ['Фамилия', ['Иванов', 'Петрова'], 'person_name'],
    ['street', ['12 Main St', 'Unter den Linden 5'], 'postal_address'],
    ['zip_code', ['10115', 'SW1A 1AA'], 'postal_code'],
    ['passport', ['C01X00T47', 'L01X00T48'], 'national_id'],
    ['password_hash', ['$2b$12$abcdefgh', '$2b$12$hgfedcba'], 'secret'],
    ['country_code', ['de', 'fr'], 'country'],
    ['currency', ['eur'], 'currency'],
    ['date_of_birth', ['1990-01-26', '1985-12-31'], 'birth_date'],
    ['client_ip', ['10.0.0.1'], 'ip_address'],
  ])('%s', (name, values, kind) => {
    expect(detect(name, values)).toMatchObject({ kind, basis: 'values_and_name' });
  });

  it('a name is a person where rows are people, and not where they are things', () => {
    expect(detect('name', ['Ann Lee', 'Bob Ray'], text, 'customers')).toMatchObject({
      kind: 'person_name',
      pii: true,
    });
    expect(detect('name', ['Red Chair', 'Blue Table'], text, 'products')).toBeNull();
    expect(detect('name', ['Customer 1', 'Customer 2'], text, 'customers')).toBeNull();
  });

  it('numbers may be phones and cards where the name says so', () => {
    expect(detect('phone', ['491701234567'], int64)?.kind).toBe('phone');
    expect(detect('card_number', ['4111111111111111', '5555555555554444'], int64)?.kind).toBe(
      'payment_card',
    );
    expect(
      detect('value', ['4111111111111111', '5555555555554444', '4012888888881881'], int64)?.kind,
    ).toBe('payment_card');
  });

  it('dates of birth are known by their name, whatever holds them', () => {
    for (const kind of ['date', 'timestamp'] as const) {
      expect(detect('birth_date', ['1990-01-01'], { kind })).toMatchObject({
        kind: 'birth_date',
        pii: true,
      });
      expect(detect('created_at', ['2024-01-01'], { kind })).toBeNull();
    }
  });
});

describe('without values', () => {
  it('the name alone speaks, less surely', () => {
    expect(detect('email', [])).toMatchObject({ kind: 'email', basis: 'name', share: null });
    expect(detect('email', ['', '  '])).toMatchObject({ basis: 'name' });
    expect(detect('note', [])).toBeNull();
  });
});

describe('personal data within', () => {
  it.each([
    ['notes', ['call back', 'write to ann@example.com, please'], text, ['email']],
    ['notes', ['paid with 4111 1111 1111 1111 today'], text, ['payment_card']],
    ['notes', ['ring +49 30 1234567 after six'], text, ['phone']],
    ['payload', ['{"email": "ann@example.com", "n": 1}'], { kind: 'json' }, ['email']],
    ['payload', ['{"user": {"first_name": "Ann"}}'], { kind: 'json' }, ['person_name']],
    ['payload', ['{"phone": "0301234567"}'], text, ['phone']],
    ['emails', ['{ann@example.com,bob@example.com}'], { kind: 'list', element: text }, ['email']],
  ] as const)('%s %j', (name, values, type, contains) => {
    expect(detect(name, values, type)).toMatchObject({ pii: true, contains });
  });

  it.each([
    ['notes', ['see order 2024-000123', 'tracking 1Z9999999999999999'], text],
    ['payload', ['{"count": 3, "sku": "AB-1234"}'], { kind: 'json' }],
    ['tags', ['{red,blue}'], { kind: 'list', element: text }],
  ] as const)('%s %j has none', (name, values, type) => {
    expect(detect(name, values, type)?.pii ?? false).toBe(false);
  });
});

describe('personal data in a column of another type', () => {
  it.each([
    ['amount', ['1', '2.5', 'ann@example.com', '-3e10'], { kind: 'int64' }, 'email'],
    [
      'ratio',
      ['0.5', 'Infinity', 'NaN', '4111 1111 1111 1111'],
      { kind: 'float64' },
      'payment_card',
    ],
    ['paid', ['t', 'f', 'bob@example.com'], { kind: 'bool' }, 'email'],
    ['at', ['2024-01-01 10:00:00', '-infinity', '+49 30 1234567'], { kind: 'timestamp' }, 'phone'],
    ['last_name', ['1', 'Miller'], { kind: 'int64' }, 'person_name'],
    ['id', ['00000000-0000-0000-0000-000000000000', 'ann@example.com'], { kind: 'uuid' }, 'email'],
  ] as const)('%s %j is found', (name, values, type, kind) => {
    expect(detect(name, values, type)).toMatchObject({ pii: true, kind });
  });

  it('is none where the values are of the type, or say nothing', () => {
    expect(detect('amount', ['1', 'many', 'twelve'], { kind: 'int64' })).toBeNull();
    expect(detect('day', ['2024-01-01', '0044-03-15 BC', 'infinity'], { kind: 'date' })).toBeNull();
    expect(detect('id', ['00000000-0000-0000-0000-000000000000'], { kind: 'uuid' })).toMatchObject({
      kind: 'uuid',
      pii: false,
    });
  });
});
