import type { TypeSample } from '../kit/contract/harness.ts';

const nines = '9'.repeat(38);

/** Extreme values of each declared type. */
export const sqliteSamples: readonly TypeSample[] = [
  values('BOOLEAN', 'bool', { 1: 't', 0: 'f', NULL: null }),
  values('INTEGER', 'int64', {
    '-9223372036854775808': '-9223372036854775808',
    '9223372036854775807': '9223372036854775807',
    0: '0',
    NULL: null,
  }),
  values('UNSIGNED BIG INT', 'int64', { 42: '42' }),
  values('REAL', 'float64', {
    '5e-324': '5e-324',
    '2.2250738585072014e-308': '2.2250738585072014e-308',
    '1.7976931348623157e308': '1.7976931348623157e+308',
    '0.30000000000000004': '0.30000000000000004',
    '1e16': '10000000000000000',
    '-1.5': '-1.5',
    '9e999': 'Infinity',
    '-9e999': '-Infinity',
    NULL: null,
  }),
  values('DOUBLE PRECISION', 'float64', { '0.1': '0.1', 3: '3' }),
  quoted('DECIMAL_TEXT(38,10)', 'decimal(38,10)', [
    `${nines.slice(10)}.${nines.slice(28)}`,
    `-${nines.slice(10)}.${nines.slice(28)}`,
    '-0.0000000001',
    '0.0000000000',
  ]),
  quoted('DECIMAL_TEXT(38,38)', 'decimal(38,38)', [`0.${nines}`, `-0.${nines}`]),
  quoted('DECIMAL_TEXT', 'decimal', ['1.10', `${nines}${nines}.${nines}`]),
  values('DECIMAL(10,2)', 'decimal(10,2)', {
    12: '12.00',
    '12.34': '12.34',
    '-0.5': '-0.50',
    '99999999.99': '99999999.99',
    NULL: null,
  }),
  values('NUMERIC', 'decimal', {
    12: '12',
    '12.5': '12.5',
    '1e-7': '0.0000001',
    '1e21': '1' + '0'.repeat(21),
  }),
  quoted('VARCHAR(5)', 'text', ['abcde', '', 'longer than five', '😀']),
  values('BLOB', 'bytes', {
    "x''": '',
    "x'00'": '00',
    "x'00FF0a095c4e7f80'": '00ff0a095c4e7f80',
    NULL: null,
  }),
  quoted('DATE', 'date', ['0001-01-01', '1582-10-04', '9999-12-31']),
  values('DATE /* unix */', 'int64', { 1700000000: '1700000000', NULL: null }),
  values('TIMESTAMP /* julian */', 'float64', { '2460310.5': '2460310.5', NULL: null }),
  quoted('DATETIME /* in another form */', 'text', ['2024-01-01T10:00:00Z', 'yesterday']),
  values('TIME', 'time', {
    "'00:00:00'": '00:00:00.000000',
    "'23:59:59.999999'": '23:59:59.999999',
    "'12:30:00.5'": '12:30:00.500000',
    NULL: null,
  }),
  quoted('TIMESTAMP', 'timestamp', [
    '0001-01-01 00:00:00',
    '1969-12-31 23:59:59.999999',
    '1969-12-31 23:59:59.9',
    '2024-02-29 12:00:00.000001',
    '9999-12-31 23:59:59.999999',
  ]),
  quoted('TIMESTAMPTZ', 'timestamptz', ['1969-12-31 23:59:59.999999', '2024-03-30 21:00:00']),
  values('UUID', 'uuid', {
    "'00000000-0000-0000-0000-000000000000'": '00000000-0000-0000-0000-000000000000',
    "'ABCDEF01-89AB-cdef-0123-456789abcdef'": 'abcdef01-89ab-cdef-0123-456789abcdef',
    NULL: null,
  }),
  quoted('JSON_TEXT', 'json', [
    '{"a" :  [1, null, "tab\\there"], "a": 2}',
    '"\\\\N"',
    'null',
    '12345678901234567890.10',
  ]),
  quoted('"LIST_TEXT<int32>"', 'list<int32>', ['[1,null,-3]', '[]']),
  quoted('"LIST_TEXT<text>"', 'list<text>', [
    '["plain","quote \\" comma , brace }","back\\\\slash",null,"NULL","","tab\\tline\\n","😀"]',
  ]),
  quoted('"LIST_TEXT<decimal(10,2)>"', 'list<decimal(10,2)>', ['[1.10,null,-0.01]']),
  values('"" /* no type */', 'text', { "'x'": 'x', 5: '5', '2.5': '2.5', NULL: null }),
];

/** Values whose wire text is what stands between the quotes, and NULL. */
function quoted(native: string, logical: string, texts: readonly string[]): TypeSample {
  const pairs = texts.map((text) => [`'${text.replaceAll("'", "''")}'`, text] as const);
  return { native, logical, values: [...pairs, ['NULL', null]] };
}

function values(
  native: string,
  logical: string,
  pairs: Readonly<Record<string, string | null>>,
): TypeSample {
  return { native, logical, values: Object.entries(pairs) };
}
