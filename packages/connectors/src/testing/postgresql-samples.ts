import type { TypeSample } from '../kit/contract/harness.ts';

const nines = '9'.repeat(38);

/** Extreme values of each PostgreSQL type. */
export const postgresqlSamples: readonly TypeSample[] = [
  values('boolean', 'bool', { true: 't', false: 'f', NULL: null }),
  quoted('smallint', 'int16', ['-32768', '0', '32767']),
  quoted('integer', 'int32', ['-2147483648', '2147483647']),
  quoted('bigint', 'int64', ['-9223372036854775808', '9223372036854775807']),
  quoted('numeric(38,0)', 'decimal(38,0)', [nines, `-${nines}`, '0']),
  quoted('numeric(38,10)', 'decimal(38,10)', [
    `${nines.slice(10)}.${nines.slice(28)}`,
    `-${nines.slice(10)}.${nines.slice(28)}`,
    '0.0000000001',
    '-0.0000000001',
    '0.0000000000',
  ]),
  quoted('numeric(38,38)', 'decimal(38,38)', [`0.${nines}`, `-0.${nines}`]),
  quoted('numeric(12,2)', 'decimal(12,2)', ['-0.01', '0.00', '9999999999.99']),
  quoted('numeric(3,5)', 'decimal(5,5)', ['0.00999', '-0.00001']),
  quoted('numeric(2,-3)', 'decimal(5,0)', ['99000', '-1000']),
  quoted('numeric', 'decimal', ['1.10', `${nines}${nines}.${nines}`, 'NaN', 'Infinity']),
  quoted('real', 'float32', ['-0', '1e-45', '3.4028235e+38', '0.1', 'NaN', '-Infinity']),
  quoted('double precision', 'float64', [
    '-0',
    '5e-324',
    '2.2250738585072014e-308',
    '1.7976931348623157e+308',
    '0.30000000000000004',
    '1e+16',
    '123456789.125',
    'NaN',
    'Infinity',
    '-Infinity',
  ]),
  quoted('varchar(5)', 'text', ['abcde', '', '😀']),
  values('char(4)', 'text', { "'ab'": 'ab', NULL: null }),
  values('bytea', 'bytes', {
    "'\\x'": '',
    "'\\x00'": '00',
    "'\\x00ff0a095c4e7f80'": '00ff0a095c4e7f80',
    NULL: null,
  }),
  quoted('date', 'date', ['0001-01-01', '1582-10-04', '1900-01-01', '2299-12-31', '9999-12-31']),
  values('time', 'time', {
    "'00:00'": '00:00:00.000000',
    "'23:59:59.999999'": '23:59:59.999999',
    "'24:00'": '24:00:00.000000',
    NULL: null,
  }),
  quoted('timestamp', 'timestamp', [
    '0001-01-01 00:00:00',
    '1969-12-31 23:59:59.999999',
    '1969-12-31 23:59:59.9',
    '2024-02-29 12:00:00.000001',
    '9999-12-31 23:59:59.999999',
    'infinity',
  ]),
  values('timestamptz', 'timestamptz', {
    "'1969-12-31 23:59:59.999999+00'": '1969-12-31 23:59:59.999999',
    "'2024-03-31 02:30:00+05:30'": '2024-03-30 21:00:00',
    "'0001-01-01 00:00:00+00'": '0001-01-01 00:00:00',
    "'9999-12-31 23:59:59.999999+00'": '9999-12-31 23:59:59.999999',
    NULL: null,
  }),
  quoted('uuid', 'uuid', [
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '01234567-89ab-cdef-0123-456789abcdef',
  ]),
  quoted('json', 'json', [
    '{"a" :  [1, null, "tab\\there"], "a": 2}',
    '"\\\\N"',
    'null',
    '12345678901234567890.10',
  ]),
  values('jsonb', 'json', { '\'{"b":1, "a":"ü"}\'': '{"a": "ü", "b": 1}', NULL: null }),
  values('integer[]', 'list<int32>', {
    "'{1,NULL,-3}'": '[1,null,-3]',
    "'{}'": '[]',
    NULL: null,
  }),
  values('text[]', 'list<text>', {
    "ARRAY['plain', 'quote \" comma , brace }', 'back\\slash', NULL, 'NULL', 'null', '', E'tab\\tline\\n', '😀']":
      '["plain","quote \\" comma , brace }","back\\\\slash",null,"NULL","null","","tab\\tline\\n","😀"]',
    NULL: null,
  }),
  values('boolean[]', 'list<bool>', { "'{t,f,NULL}'": '[true,false,null]' }),
  values('numeric(10,2)[]', 'list<decimal(10,2)>', { "'{1.10,NULL,-0.01}'": '[1.10,null,-0.01]' }),
  values('double precision[]', 'list<float64>', { "'{1.5,NULL,-2.25}'": '[1.5,null,-2.25]' }),
  values('date[]', 'list<date>', { "'{1900-01-01,NULL}'": '["1900-01-01",null]' }),
  values('uuid[]', 'list<uuid>', {
    "'{01234567-89ab-cdef-0123-456789abcdef,NULL}'":
      '["01234567-89ab-cdef-0123-456789abcdef",null]',
  }),
  {
    ...quoted('mood', 'text', ["it's fine", 'so\\so']),
    setup: "CREATE TYPE mood AS ENUM ('it''s fine', 'so\\so')",
  },
  {
    ...quoted('positive', 'int32', ['1']),
    setup: 'CREATE DOMAIN positive AS int CHECK (VALUE > 0)',
  },
  values('inet', 'text', { "'10.0.0.1'": '10.0.0.1/32', "'::1/64'": '::1/64', NULL: null }),
  quoted('interval', 'text', ['1 mon 2 days 03:04:05.678901', '-00:00:00.000001']),
  quoted('int4range', 'text', ['[1,5)', 'empty']),
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
