import type { ColumnType } from '@ai-etl/core';

/**
 * The value of a wire field in its logical type. `field` is a VARCHAR column of wireRelation; NULL
 * is NULL already. What does not parse fails the statement.
 */
export function decoded(field: string, type: ColumnType): string {
  switch (type.kind) {
    case 'text':
      return unescaped(field);
    case 'json':
      return `${unescaped(field)}::JSON`;
    case 'bytes':
      return `unhex(${field})`;
    case 'date':
      return `CAST(${beforeChrist(field, '\\1 (BC)', '(.*)')} AS DATE)`;
    case 'timestamp':
    case 'timestamptz': {
      const text = beforeChrist(field, '\\1 (BC) \\2', '(\\S+) (.*)');
      return `CAST(${text} AS ${type.kind === 'timestamp' ? 'TIMESTAMP' : 'TIMESTAMPTZ'})`;
    }
    case 'list':
      return decodedList(field, type.element);
    case 'decimal':
      return `CAST(${field} AS DECIMAL(${type.precision ?? 38},${type.scale ?? 0}))`;
    default:
      return `CAST(${field} AS ${castTypes[type.kind]})`;
  }
}

const castTypes = {
  bool: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  time: 'TIME',
  uuid: 'UUID',
} as const;

/** PostgreSQL writes `0044-03-15 10:00:00 BC`, DuckDB reads `0044-03-15 (BC) 10:00:00`. */
function beforeChrist(field: string, to: string, from: string): string {
  return `CASE WHEN ends_with(${field}, ' BC') THEN regexp_replace(${field}, '^${from} BC$', '${to}') ELSE ${field} END`;
}

/**
 * Text without its escapes. Two backslashes in a row are always one escaped backslash when read
 * from the left, so the text is split there; in the pieces every backslash begins another escape.
 */
function unescaped(field: string): string {
  const controls = [
    ['b', 8],
    ['t', 9],
    ['n', 10],
    ['v', 11],
    ['f', 12],
    ['r', 13],
    ['0', 0],
  ] as const;
  const mapped = controls.reduce(
    (inner, [letter, code]) => `replace(${inner}, '\\${letter}', chr(${code}))`,
    'piece',
  );
  // Another escaped character, such as ClickHouse's quote, stands for itself.
  const piece = `replace(${mapped}, '\\', '')`;
  const pieces = `list_transform(string_split(${field}, '\\\\'), lambda piece: ${piece})`;
  return `CASE WHEN contains(${field}, '\\') THEN array_to_string(${pieces}, '\\') ELSE ${field} END`;
}

/**
 * Elements of JSON text. Only texts are read as JSON: its numbers are floating point for DuckDB, and
 * decimals would change. The other types cannot hold a comma, so their JSON is split at commas.
 */
function decodedList(field: string, element: ColumnType): string {
  const json = unescaped(field);
  if (element.kind === 'text') return `from_json_strict(${json}, '["VARCHAR"]')`;
  const item = `nullif(trim(item, ' "'), 'null')`;
  const items = `string_split(trim(${field}, '[] '), ',')`;
  const isEmpty = `trim(${field}, '[] ') = ''`;
  return `CASE WHEN ${field} IS NULL THEN NULL WHEN ${isEmpty} THEN [] ELSE list_transform(${items}, lambda item: ${decoded(item, element)}) END`;
}
