import type { TypeSample } from '../kit/contract/harness.ts';

const nines = '9'.repeat(38);

/** Extreme values of each DuckDB type. */
export const duckdbSamples: readonly TypeSample[] = [
  values('BOOLEAN', 'bool', { true: 't', false: 'f', NULL: null }),
  quoted('TINYINT', 'int8', ['-128', '127']),
  quoted('SMALLINT', 'int16', ['-32768', '32767']),
  quoted('INTEGER', 'int32', ['-2147483648', '2147483647']),
  quoted('BIGINT', 'int64', ['-9223372036854775808', '9223372036854775807']),
  quoted('UTINYINT', 'int16', ['0', '255']),
  quoted('USMALLINT', 'int32', ['0', '65535']),
  quoted('UINTEGER', 'int64', ['0', '4294967295']),
  quoted('UBIGINT', 'decimal(20,0)', ['0', '18446744073709551615']),
  {
    ...quoted('HUGEINT', 'decimal(39,0)', [
      '-170141183460469231731687303715884105728',
      '170141183460469231731687303715884105727',
    ]),
    writable: false,
  },
  quoted('UHUGEINT', 'text', ['340282366920938463463374607431768211455']),
  quoted('DECIMAL(38,0)', 'decimal(38,0)', [nines, `-${nines}`, '0']),
  quoted('DECIMAL(38,10)', 'decimal(38,10)', [
    `${nines.slice(10)}.${nines.slice(28)}`,
    `-${nines.slice(10)}.${nines.slice(28)}`,
    '0.0000000001',
    '0.0000000000',
  ]),
  quoted('DECIMAL(38,38)', 'decimal(38,38)', [`0.${nines}`, `-0.${nines}`]),
  quoted('DECIMAL(4,4)', 'decimal(4,4)', ['0.0001', '-0.5000', '0.0000']),
  quoted('DECIMAL(12,2)', 'decimal(12,2)', ['-0.01', '0.00', '9999999999.99']),
  values('FLOAT', 'float32', {
    "'-0'": '-0',
    "'1e-45'": '1e-45',
    "'3.4028235e38'": '3.4028235e+38',
    "'0.1'": '0.1',
    "'16777216'": '16777216',
    "'nan'": 'NaN',
    "'-inf'": '-Infinity',
    NULL: null,
  }),
  values('DOUBLE', 'float64', {
    "'-0'": '-0',
    "'5e-324'": '5e-324',
    "'1.7976931348623157e308'": '1.7976931348623157e+308',
    "'0.30000000000000004'": '0.30000000000000004',
    "'1e22'": '1e+22',
    "'nan'": 'NaN',
    "'inf'": 'Infinity',
    "'-inf'": '-Infinity',
    NULL: null,
  }),
  quoted('BLOB', 'bytes', [], { "''": '', "unhex('00FF0A095C4E7F80')": '00ff0a095c4e7f80' }),
  quoted('DATE', 'date', ['0001-01-01', '1969-12-31', '9999-12-31', 'infinity', '-infinity'], {
    "'0044-03-15 (BC)'": '0044-03-15 BC',
  }),
  quoted('TIME', 'time', ['00:00:00.000000', '23:59:59.999999', '12:00:00.500000'], {
    "'24:00:00'": '24:00:00.000000',
  }),
  quoted(
    'TIMESTAMP',
    'timestamp',
    ['1969-12-31 23:59:59.999999', '0001-01-01 00:00:00', 'infinity'],
    {
      "'2024-01-01 00:00:00.50'": '2024-01-01 00:00:00.5',
      "'0044-03-15 (BC) 10:00:00.5'": '0044-03-15 10:00:00.5 BC',
      "'294247-01-10 04:00:54.775806'": '294247-01-10 04:00:54.775806',
    },
  ),
  quoted('TIMESTAMP_S', 'timestamp', ['1969-12-31 23:59:59']),
  quoted('TIMESTAMP_MS', 'timestamp', ['1969-12-31 23:59:59.999']),
  quoted('TIMESTAMP_NS', 'text', ['2024-01-01 00:00:00.123456789']),
  quoted('TIMESTAMP WITH TIME ZONE', 'timestamptz', ['1969-12-31 23:59:59.000001', '-infinity'], {
    "'2024-03-31 02:30:00+02:00'": '2024-03-31 00:30:00',
    "'0044-03-15 (BC) 10:00:00+00'": '0044-03-15 10:00:00 BC',
  }),
  quoted('UUID', 'uuid', [
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ]),
  quoted('JSON', 'json', ['{"a" :  [1, null, "tab\\there \\\\N"]}', '"😀"', 'null']),
  values('INTEGER[]', 'list<int32>', { '[1, NULL, -3]': '[1,null,-3]', '[]': '[]', NULL: null }),
  values('INTEGER[2]', 'list<int32>', { '[1, -2]': '[1,-2]', NULL: null }),
  values('VARCHAR[]', 'list<text>', {
    "['plain', 'quote \" comma , }', 'back\\slash', NULL, 'NULL', 'null', '', chr(9) || chr(10), '😀', '/']":
      '["plain","quote \\" comma , }","back\\\\slash",null,"NULL","null","","\\t\\n","😀","/"]',
    "['']": '[""]',
    NULL: null,
  }),
  values('BOOLEAN[]', 'list<bool>', { '[true, false, NULL]': '[true,false,null]' }),
  values('DECIMAL(10,2)[]', 'list<decimal(10,2)>', { '[1.10, NULL, -0.01]': '[1.10,null,-0.01]' }),
  values('DECIMAL(38,0)[]', 'list<decimal(38,0)>', { [`[${nines}]`]: `[${nines}]` }),
  values('DOUBLE[]', 'list<float64>', {
    "[1.5::DOUBLE, NULL, 'nan'::DOUBLE, 2]": '[1.5,null,"NaN",2]',
  }),
  values('DATE[]', 'list<date>', { "['1900-01-01', NULL]": '["1900-01-01",null]' }),
  values('UUID[]', 'list<uuid>', {
    "['01234567-89ab-cdef-0123-456789abcdef', NULL]":
      '["01234567-89ab-cdef-0123-456789abcdef",null]',
  }),
  values('INTEGER[][]', 'json', { '[[1, 2], NULL]': '[[1,2],null]' }),
  values('STRUCT("a b" INTEGER, t VARCHAR)', 'json', {
    "{'a b': 1, 't': 'it''s'}": '{"a b":1,"t":"it\'s"}',
    NULL: null,
  }),
  values('MAP(VARCHAR, INTEGER)', 'json', { "MAP {'k': 1}": '{"k":1}' }),
  quoted("ENUM('it''s fine', 'so\\so')", 'text', ["it's fine", 'so\\so']),
  quoted('INTERVAL', 'text', ['1 month 2 days 03:04:05.678901', '-00:00:00.000001']),
  quoted('BIT', 'text', ['0101']),
];

/** Values whose wire text is what stands between the quotes, others, and NULL. */
function quoted(
  native: string,
  logical: string,
  texts: readonly string[],
  others: Readonly<Record<string, string>> = {},
): TypeSample {
  const pairs = texts.map((text) => [`'${text.replaceAll("'", "''")}'`, text] as const);
  return { native, logical, values: [...pairs, ...Object.entries(others), ['NULL', null]] };
}

function values(
  native: string,
  logical: string,
  pairs: Readonly<Record<string, string | null>>,
): TypeSample {
  return { native, logical, values: Object.entries(pairs) };
}
