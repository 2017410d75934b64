import type { TypeSample } from '../kit/contract/harness.ts';

const nines = '9'.repeat(38);

/** Extreme values of each ClickHouse type. */
export const clickhouseSamples: readonly TypeSample[] = [
  values('Nullable(Bool)', 'bool', { true: 't', false: 'f', NULL: null }),
  quoted('Int8', 'int8', ['-128', '127']),
  quoted('Int16', 'int16', ['-32768', '32767']),
  quoted('Int32', 'int32', ['-2147483648', '2147483647']),
  quoted('Int64', 'int64', ['-9223372036854775808', '9223372036854775807']),
  quoted('UInt8', 'int16', ['0', '255']),
  quoted('UInt16', 'int32', ['0', '65535']),
  quoted('UInt32', 'int64', ['0', '4294967295']),
  quoted('UInt64', 'decimal(20,0)', ['0', '18446744073709551615']),
  quoted('Int128', 'decimal(39,0)', ['-170141183460469231731687303715884105728', '1']),
  {
    ...quoted('UInt256', 'decimal(78,0)', ['0', ((1n << 256n) - 1n).toString()]),
    writable: false,
  },
  quoted('Decimal(38, 0)', 'decimal(38,0)', [nines, `-${nines}`, '0']),
  quoted('Decimal(38, 10)', 'decimal(38,10)', [
    `${nines.slice(10)}.${nines.slice(28)}`,
    `-${nines.slice(10)}.${nines.slice(28)}`,
    '0.0000000001',
    '0.0000000000',
  ]),
  quoted('Decimal(38, 38)', 'decimal(38,38)', [`0.${nines}`, `-0.${nines}`]),
  quoted('Decimal(12, 2)', 'decimal(12,2)', ['-0.01', '0.00', '9999999999.99']),
  quoted('Decimal(76, 20)', 'decimal(76,20)', [`${nines}.${nines.slice(18)}`]),
  quoted('Float32', 'float32', ['-0', '1e-45', '3.4028235e38', '0.1']),
  values('Nullable(Float64)', 'float64', {
    '-0.': '-0',
    '5e-324': '5e-324',
    '1.7976931348623157e308': '1.7976931348623157e308',
    '0.30000000000000004': '0.30000000000000004',
    nan: 'NaN',
    inf: 'Infinity',
    '-inf': '-Infinity',
    NULL: null,
  }),
  values('LowCardinality(Nullable(String))', 'text', { "'low'": 'low', "''": '', NULL: null }),
  values('FixedString(4)', 'text', { "'ab'": 'ab', "'abcd'": 'abcd' }),
  quoted("Enum8('it\\'s fine' = -1, 'so\\\\so' = 2)", 'text', ["it's fine", 'so\\so']),
  quoted('IPv4', 'text', ['10.0.0.1']),
  quoted('IPv6', 'text', ['::1']),
  quoted('Date', 'date', ['1970-01-01', '2149-06-06']),
  quoted('Date32', 'date', ['1900-01-01', '1969-12-31', '2299-12-31']),
  quoted(
    "DateTime('UTC')",
    'timestamptz',
    ['1970-01-01 00:00:00', '2106-02-07 06:28:15'],
    '.000000',
  ),
  values("DateTime('Asia/Tokyo')", 'timestamptz', {
    "'2024-01-01 00:00:00'": '2023-12-31 15:00:00.000000',
  }),
  quoted("DateTime64(3, 'UTC')", 'timestamptz', ['1969-12-31 23:59:59.999'], '000'),
  quoted("DateTime64(6, 'UTC')", 'timestamptz', [
    '1900-01-01 00:00:00.000000',
    '1969-12-31 23:59:59.999999',
    '2299-12-31 23:59:59.999999',
  ]),
  quoted("DateTime64(9, 'UTC')", 'text', ['1969-12-31 23:59:59.999999999']),
  quoted('UUID', 'uuid', [
    '00000000-0000-0000-0000-000000000000',
    '01234567-89ab-cdef-0123-456789abcdef',
  ]),
  values('Array(Int32)', 'list<int32>', { '[1, -3]': '[1,-3]', '[]': '[]' }),
  values('Array(Nullable(String))', 'list<text>', {
    "['plain', 'quote \" comma , brace }', 'back\\\\slash', NULL, 'NULL', 'null', '', 'tab\\tline\\n', '😀', 'a/b']":
      '["plain","quote \\" comma , brace }","back\\\\slash",null,"NULL","null","","tab\\tline\\n","😀","a/b"]',
  }),
  values('Array(Nullable(Bool))', 'list<bool>', { '[true, false, NULL]': '[true,false,null]' }),
  values('Array(Nullable(Decimal(10, 2)))', 'list<decimal(10,2)>', {
    "['1.10', NULL, '-0.01']": '[1.10,null,-0.01]',
  }),
  values('Array(Nullable(Float64))', 'list<float64>', { '[1.5, NULL, -2.25]': '[1.5,null,-2.25]' }),
  values('Array(Nullable(Date32))', 'list<date>', {
    "['1900-01-01', NULL]": '["1900-01-01",null]',
  }),
  values('Map(String, Int64)', 'json', { "map('a\"', 1, 'b', -2)": '{"a\\"":1,"b":-2}' }),
  values('Tuple(a String, b Nullable(Int64))', 'json', {
    "('ü', 9223372036854775807)": '{"a":"ü","b":9223372036854775807}',
  }),
  values('Array(Array(Int8))', 'json', { '[[1], []]': '[[1],[]]' }),
];

/** Values whose wire text stands between the quotes, a suffix appended, and NULL. */
function quoted(
  native: string,
  logical: string,
  texts: readonly string[],
  suffix = '',
): TypeSample {
  const pairs = texts.map((text) => {
    const literal = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    return [literal, `${text}${suffix}`] as const;
  });
  return { native: `Nullable(${native})`, logical, values: [...pairs, ['NULL', null]] };
}

function values(
  native: string,
  logical: string,
  pairs: Readonly<Record<string, string | null>>,
): TypeSample {
  return { native, logical, values: Object.entries(pairs) };
}
