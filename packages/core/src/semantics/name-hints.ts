import type { SemanticKind } from './semantic-kinds.ts';

/** What a column's name lets expect. `strong`: such a name hardly means anything else. */
export interface NameHint {
  readonly kind: SemanticKind;
  readonly strength: 'strong' | 'weak';
}

/** Words of a name, in a row: `first name` is found in `customerFirstName` and in `FIRST_NAME_2`. */
const strongNames: readonly (readonly [SemanticKind, readonly string[]])[] = [
  ['email', ['email', 'e mail', 'mail address', 'mailaddress', 'почта', 'имейл']],
  ['phone', ['phone', 'telephone', 'tel', 'mobile', 'cellphone', 'cell', 'fax', 'msisdn', 'whatsapp', 'телефон', 'тел']],
  ['payment_card', ['card number', 'cardnumber', 'card no', 'credit card', 'creditcard', 'pan', 'ccnum', 'cc number', 'номер карты']],
  ['iban', ['iban', 'bank account', 'account number']],
  ['national_id', ['ssn', 'social security', 'passport', 'national id', 'identity number', 'tax id', 'taxpayer', 'personal code', 'pesel', 'cpf', 'nino', 'aadhaar', 'driver license', 'driving licence', 'inn', 'snils', 'инн', 'снилс', 'паспорт']],
  ['person_name', ['first name', 'firstname', 'last name', 'lastname', 'full name', 'fullname', 'surname', 'given name', 'family name', 'middle name', 'maiden name', 'patronymic', 'contact name', 'customer name', 'employee name', 'patient name', 'person name', 'recipient name', 'cardholder', 'card holder', 'holder name', 'fio', 'фио', 'имя', 'фамилия', 'отчество']],
  ['postal_address', ['street', 'street address', 'postal address', 'home address', 'shipping address', 'billing address', 'delivery address', 'address line', 'addr', 'address', 'улица', 'адрес']],
  ['birth_date', ['birth', 'birthday', 'birthdate', 'dob', 'date of birth', 'born', 'рождения']],
  ['ip_address', ['ip', 'ip address', 'ipaddr', 'client ip', 'remote addr', 'ipv 4', 'ipv 6']],
  ['secret', ['password', 'passwd', 'pwd', 'passphrase', 'secret', 'api key', 'apikey', 'private key', 'access key', 'access token', 'refresh token', 'auth token', 'session token', 'пароль']],
  ['postal_code', ['zip', 'zipcode', 'zip code', 'postal code', 'postcode', 'postalcode', 'plz', 'индекс']],
  ['country', ['country', 'nation', 'nationality', 'страна']],
  ['currency', ['currency', 'ccy', 'валюта']],
  ['url', ['url', 'uri', 'link', 'href', 'website', 'homepage', 'сайт']],
  ['uuid', ['uuid', 'guid']],
]; // prettier-ignore

/** Names that may mean something else too: most values must bear them out. */
const weakNames: readonly (readonly [SemanticKind, readonly string[]])[] = [
  ['payment_card', ['card', 'cc']],
];

/** Words that make a name be about something else: `email_count`, `phone_type`, `is_email_verified`. */
const otherwise: ReadonlySet<string> = new Set([
  'count', 'counts', 'cnt', 'qty', 'total', 'sum', 'avg', 'rate', 'is', 'has', 'had', 'can', 'should',
  'flag', 'verified', 'confirmed', 'valid', 'enabled', 'type', 'kind', 'status', 'state', 'template',
  'subject', 'sent', 'opened', 'clicked', 'length', 'len', 'size', 'at', 'on', 'version', 'id', 'ids',
  'key', 'expires', 'expiry', 'attempts', 'policy', 'format', 'language', 'lang', 'locale',
]); // prettier-ignore

/** Words that no name of these kinds loses its meaning by, though they are in the list above. */
const kept: Readonly<Partial<Record<SemanticKind, ReadonlySet<string>>>> = {
  national_id: new Set(['id']),
  secret: new Set(['key']),
};

/** Tables whose rows are people: a plain `name` there is a person's. */
const peopleTables: ReadonlySet<string> = new Set([
  'customer', 'user', 'employee', 'person', 'people', 'contact', 'client', 'patient', 'student',
  'member', 'staff', 'driver', 'passenger', 'guest', 'subscriber', 'author', 'teacher', 'lead',
  'applicant', 'candidate', 'attendee', 'participant', 'beneficiary', 'клиент', 'сотрудник',
]); // prettier-ignore

/** What the names of a column, and of its table, let expect; undefined when they tell nothing. */
export function nameHintOf(column: string, table: string | undefined): NameHint | undefined {
  const words = wordsOf(column);
  const text = ` ${words.join(' ')} `;
  let best: { readonly kind: SemanticKind; readonly length: number } | undefined;
  for (const [kind, names] of strongNames) {
    for (const name of names) {
      if (!text.includes(` ${name} `)) continue;
      // `ip address` says more than `address`, `email address` more than either.
      const length = kind === 'email' ? name.length + 100 : name.length;
      if (best === undefined || length > best.length) best = { kind, length };
    }
  }
  if (best !== undefined) {
    const { kind } = best;
    const isOther = words.some((word) => otherwise.has(word) && kept[kind]?.has(word) !== true);
    return isOther ? undefined : { kind, strength: 'strong' };
  }
  for (const [kind, names] of weakNames) {
    const isOther = words.some((word) => otherwise.has(word));
    if (!isOther && names.some((name) => words.includes(name))) return { kind, strength: 'weak' };
  }
  const isName = words.length === 1 && (words[0] === 'name' || words[0] === 'имя');
  const isAboutPeople = wordsOf(table ?? '').some(
    (word) => peopleTables.has(word) || peopleTables.has(word.replace(/s$/, '')),
  );
  return isName && isAboutPeople ? { kind: 'person_name', strength: 'weak' } : undefined;
}

/** True when a name says that its values are no such kind: `app_version` is no IP address. */
export function isRuledOut(column: string, kind: SemanticKind): boolean {
  const words = wordsOf(column);
  return (ruledOut[kind] ?? []).some((word) => words.includes(word));
}

const ruledOut: Readonly<Partial<Record<SemanticKind, readonly string[]>>> = {
  ip_address: ['version', 'ver', 'build', 'release', 'oid'],
  country: ['state', 'province', 'lang', 'language', 'locale', 'region', 'code2'],
  phone: ['order', 'invoice', 'isbn', 'ean', 'sku', 'zip', 'version', 'tracking'],
  payment_card: ['order', 'invoice', 'imei', 'tracking', 'barcode', 'ean'],
  number: ['zip', 'postal', 'code', 'sku', 'phone'],
};

/** `customerFirstName`, `CUSTOMER_FIRST-NAME`: customer, first, name. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{L})(\p{N})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
