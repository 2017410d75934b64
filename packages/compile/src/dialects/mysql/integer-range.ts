import type { ColumnType } from '@ai-etl/core';

const ranges: Readonly<Record<string, readonly [string, string]>> = {
  int8: ['-128', '127'],
  int16: ['-32768', '32767'],
  int32: ['-2147483648', '2147483647'],
  int64: ['-9223372036854775808', '9223372036854775807'],
};

/**
 * Least and greatest value of an integer type, as values of type `from` are compared with them: the
 * greatest double below 2^63 is 1024 smaller.
 */
export function integerRange(
  type: ColumnType,
  from: ColumnType['kind'],
): readonly [string, string] {
  const [least, greatest] = ranges[type.kind] ?? ['0', '0'];
  const isFloat = from === 'float32' || from === 'float64';
  return [least, isFloat && type.kind === 'int64' ? '9223372036854774784' : greatest];
}
