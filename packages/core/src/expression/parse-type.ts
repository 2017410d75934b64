import { parseColumnType, type ColumnType } from '../types/column-type.ts';
import { SyntaxTrouble } from './syntax-error.ts';
import type { TokenReader } from './token-reader.ts';

/**
 * SQL spellings of logical types. Logical names win: `int8` is 8 bits here, as everywhere in a
 * spec, and not PostgreSQL's 8 bytes.
 */
const spellings: Readonly<Record<string, string>> = {
  boolean: 'bool',
  tinyint: 'int8',
  smallint: 'int16',
  int2: 'int16',
  int: 'int32',
  integer: 'int32',
  int4: 'int32',
  bigint: 'int64',
  numeric: 'decimal',
  dec: 'decimal',
  real: 'float32',
  float4: 'float32',
  float: 'float64',
  float8: 'float64',
  double: 'float64',
  varchar: 'text',
  char: 'text',
  character: 'text',
  string: 'text',
  bytea: 'bytes',
  blob: 'bytes',
  binary: 'bytes',
  varbinary: 'bytes',
  datetime: 'timestamp',
  jsonb: 'json',
};

const typeHint =
  'types are bool, int8, int16, int32, int64, decimal(p,s), float32, float64, text, bytes, date, time, timestamp, timestamptz, uuid, json, list<type>';

/** Reads a type after AS or `::`, in logical or common SQL spelling. */
export function parseType(reader: TokenReader): ColumnType {
  let type = reader.nested(() => parseElement(reader));
  while (reader.isSymbol('[') && reader.isSymbol(']', 1)) {
    reader.take();
    reader.take();
    type = { kind: 'list', element: type };
  }
  return type;
}

function parseElement(reader: TokenReader): ColumnType {
  const token = reader.peek();
  if (token.kind !== 'word') reader.fail('Expected a type', typeHint);
  reader.take();
  const written = token.value.toLowerCase();
  if (written === 'list') return parseList(reader);
  if (written === 'double') reader.takeWords('precision');
  if (written === 'character') reader.takeWords('varying');
  const name = zoned(reader, spellings[written] ?? written);
  const sizes = parseSizes(reader);
  const text = sizes.length === 0 ? name : `${name}(${sizes.join(',')})`;
  const type = parseColumnType(text);
  if (type !== undefined) return type;
  if (parseColumnType(name) === undefined) {
    throw new SyntaxTrouble(`Unknown type "${token.value}".`, token.position, typeHint);
  }
  throw new SyntaxTrouble(`The type ${text} does not exist.`, token.position, sizeHint(name));
}

function parseList(reader: TokenReader): ColumnType {
  reader.expectSymbol('<', 'after list');
  const element = parseType(reader);
  reader.expectSymbol('>', 'after the element type');
  return { kind: 'list', element };
}

/** `timestamp with time zone`, `timestamp without time zone`. */
function zoned(reader: TokenReader, name: string): string {
  if (name !== 'timestamp' && name !== 'time') return name;
  if (reader.takeWords('without', 'time', 'zone')) return name;
  if (name === 'timestamp' && reader.takeWords('with', 'time', 'zone')) return 'timestamptz';
  return name;
}

function parseSizes(reader: TokenReader): readonly string[] {
  if (!reader.takeSymbol('(')) return [];
  const sizes: string[] = [];
  do {
    if (reader.peek().kind !== 'integer') reader.fail('Expected a number');
    sizes.push(reader.take().value);
  } while (reader.takeSymbol(','));
  reader.expectSymbol(')', 'after the size');
  return sizes;
}

function sizeHint(name: string): string {
  if (name === 'decimal') return 'precision is at least 1 and at least the scale: decimal(18,2)';
  if (name === 'text') return 'text has no length; to cut it write left(x, n)';
  return `${name} takes no size`;
}
