import type { TypeSample } from '../kit/contract/harness.ts';

const nines = '9'.repeat(38);

/** Extreme values of each type of MySQL and MariaDB. */
export const mysqlSamples: readonly TypeSample[] = [
  values('tinyint(1)', 'bool', { '1': 't', '0': 'f', NULL: null }),
  values('bit(1)', 'bool', { "b'1'": 't', "b'0'": 'f', NULL: null }),
  values('bit(8)', 'int64', { "b'11111111'": '255', "b'0'": '0', NULL: null }),
  values('bit(64)', 'decimal(20,0)', {
    '18446744073709551615': '18446744073709551615',
    NULL: null,
  }),
  quoted('tinyint', 'int8', ['-128', '127']),
  quoted('tinyint unsigned', 'int16', ['0', '255']),
  quoted('smallint', 'int16', ['-32768', '0', '32767']),
  quoted('smallint unsigned', 'int32', ['65535']),
  quoted('mediumint', 'int32', ['-8388608', '8388607']),
  quoted('mediumint unsigned', 'int32', ['16777215']),
  quoted('int', 'int32', ['-2147483648', '2147483647']),
  quoted('int unsigned', 'int64', ['4294967295']),
  values('int(8) zerofill', 'int64', { '42': '42', NULL: null }),
  quoted('bigint', 'int64', ['-9223372036854775808', '9223372036854775807']),
  quoted('bigint unsigned', 'decimal(20,0)', ['0', '18446744073709551615']),
  values('year', 'int16', { '1901': '1901', '2155': '2155', NULL: null }),
  quoted('decimal(38,0)', 'decimal(38,0)', [nines, `-${nines}`, '0']),
  quoted('decimal(38,10)', 'decimal(38,10)', [
    `${nines.slice(10)}.${nines.slice(28)}`,
    `-${nines.slice(10)}.${nines.slice(28)}`,
    '0.0000000001',
    '0.0000000000',
  ]),
  quoted('decimal(38,38)', 'decimal(38,38)', [`0.${nines}`, `-0.${nines}`]),
  quoted('decimal(65,30)', 'decimal(65,30)', [`${'9'.repeat(35)}.${'9'.repeat(30)}`]),
  quoted('decimal(12,2) unsigned', 'decimal(12,2)', ['0.00', '9999999999.99']),
  values('float', 'float32', {
    "'1.4e-45'": '1.4013e-45',
    "'3.4028234663852886e38'": '3.4028234663852886e38',
    "'0.1'": '0.1',
    "'-16777216'": '-16777216',
    NULL: null,
  }),
  quoted('double', 'float64', [
    '0',
    '5e-324',
    '2.225073858507201e-308',
    '2.2250738585072014e-308',
    '1.7976931348623157e308',
    '-1.7976931348623157e308',
    '0.30000000000000004',
    '0.9999999999999999',
    '1',
    '1.0000000000000002',
    '1e16',
    '123456789.125',
  ]),
  quoted('varchar(5)', 'text', ['abcde', '', '😀', ' ab ']),
  values('char(4)', 'text', { "'ab'": 'ab', NULL: null }),
  quoted('varchar(20) CHARACTER SET latin1 COLLATE latin1_general_ci', 'text', ['größe', 'A']),
  quoted('varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', 'text', ['größe', 'A']),
  values("enum('it''s fine', 'so\\\\so')", 'text', {
    "'it''s fine'": "it's fine",
    "'so\\\\so'": 'so\\so',
    NULL: null,
  }),
  values("set('a','b')", 'text', { "'a,b'": 'a,b', "''": '', NULL: null }),
  values('blob', 'bytes', {
    "''": '',
    "x'00'": '00',
    "x'00ff0a095c4e7f80'": '00ff0a095c4e7f80',
    NULL: null,
  }),
  values('binary(4)', 'bytes', { "'ab'": '61620000', NULL: null }),
  values('varbinary(8)', 'bytes', { "x'5c4e'": '5c4e', NULL: null }),
  values('point', 'bytes', { 'POINT(1, 2)': '000000000101000000000000000000f03f0000000000000040' }),
  quoted('date', 'date', ['0001-01-01', '1582-10-04', '1900-01-01', '9999-12-31']),
  values('time(6)', 'time', {
    "'00:00:00'": '00:00:00.000000',
    "'23:59:59.999999'": '23:59:59.999999',
    "'24:00:00'": '24:00:00.000000',
    NULL: null,
  }),
  values('time', 'time', { "'10:00:00'": '10:00:00.000000', NULL: null }),
  quoted('datetime(6)', 'timestamp', [
    '0001-01-01 00:00:00.000000',
    '1969-12-31 23:59:59.999999',
    '2024-02-29 12:00:00.000001',
    '9999-12-31 23:59:59.999999',
  ]),
  values('datetime', 'timestamp', {
    "'1969-12-31 23:59:59'": '1969-12-31 23:59:59.000000',
    NULL: null,
  }),
  // The server of tests is in UTC.
  values('timestamp(6) NULL', 'timestamptz', {
    "'1970-01-01 00:00:01.000001'": '1970-01-01 00:00:01.000001',
    "'2038-01-19 03:14:07.999999'": '2038-01-19 03:14:07.999999',
    NULL: null,
  }),
  // An alias of longtext in MariaDB.
  quoted('json', 'text', ['{"a" :  [1, null], "a": 2}', '"x"']),
  quoted('uuid', 'text', ['123e4567-e89b-12d3-a456-426655440000']),
  quoted('inet6', 'text', ['::1', '2001:db8::ff00:42:8329']),
];

/** Values whose wire text is what stands between the quotes, and NULL. */
function quoted(native: string, logical: string, texts: readonly string[]): TypeSample {
  const pairs = texts.map(
    (text) => [`'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`, text] as const,
  );
  return { native, logical, values: [...pairs, ['NULL', null]] };
}

function values(
  native: string,
  logical: string,
  pairs: Readonly<Record<string, string | null>>,
): TypeSample {
  return { native, logical, values: Object.entries(pairs) };
}
