import {
  invariant,
  type Column,
  type ResolveEnvironment,
  type Resolution,
  type Source,
} from '@ai-etl/core';
import { dialects } from '../dialects/catalog.ts';
import { sourceRelation } from '../lower/source-relation.ts';
import { pythonList, pythonText } from './python.ts';

interface ExtractOptions {
  readonly environment: ResolveEnvironment;
  readonly names: ReadonlyMap<string, string>;
}

/** `def extract_<source>(…)`: plain columns, no step is pushed down. */
export function printExtract(
  source: Source,
  resolution: Resolution,
  { environment }: ExtractOptions,
): string {
  const schema = resolution.schemas.get(source.id) ?? [];
  const name = environment.connections.get(source.connection)?.capabilities.dialect;
  invariant(name !== null && name !== undefined, 'sources without SQL are refused');
  const dialect = dialects[name];
  const relation = sourceRelation(source, schema, environment);
  invariant(relation.kind === 'table' || relation.kind === 'text', 'a source is a table or text');
  const from =
    relation.kind === 'text'
      ? `(\n${relation.sql.trim().replace(/[;\s]+$/, '')}\n) AS source`
      : [relation.object.schema, relation.object.name]
          .flatMap((part) => (part === undefined ? [] : [dialect.quoteIdentifier(part)]))
          .join('.');
  const isPostgresql = name === 'postgresql';
  const columns = schema.map((column) => {
    const quoted = dialect.quoteIdentifier(column.name);
    return isPostgresql ? postgresqlColumn(column, quoted) : clickhouseColumn(column, quoted);
  });
  const query = `SELECT ${columns.join(', ')} FROM ${from}`;
  const outputs = schema.map((column) =>
    isPostgresql ? pythonText(column.name) : `(${pythonText(column.name)}, ${fromJson(column)})`,
  );
  const argument = isPostgresql ? 'connection' : 'url';
  const reader = isPostgresql ? 'read_postgresql' : 'read_clickhouse';
  return `def extract_${source.id}(${argument}) -> pd.DataFrame:
    query = ${pythonText(query)}
    return ${reader}(${argument}, query, ${pythonList(outputs)})`;
}

function postgresqlColumn({ type }: Column, quoted: string): string {
  return type.kind === 'json' ? `CAST(${quoted} AS text)` : quoted;
}

/** ClickHouse's JSON output quotes nothing by itself that JSON numbers would round. */
function clickhouseColumn({ type }: Column, quoted: string): string {
  switch (type.kind) {
    case 'bytes':
      return `hex(${quoted})`;
    case 'decimal':
    case 'uuid':
      return `toString(${quoted})`;
    case 'date':
      return `toString(toDate32(${quoted}))`;
    case 'timestamp':
    case 'timestamptz':
      return `toString(toDateTime64(${quoted}, 6, 'UTC'))`;
    default:
      return quoted;
  }
}

function fromJson({ type }: Column): string {
  switch (type.kind) {
    case 'bool':
    case 'text':
    case 'json':
    case 'list':
    case 'time':
      return type.kind === 'bool' ? 'bool' : 'lambda value: value';
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return 'int';
    case 'float32':
    case 'float64':
      return 'float';
    case 'decimal':
      return 'Decimal';
    case 'bytes':
      return 'bytes.fromhex';
    case 'date':
      return 'date.fromisoformat';
    case 'timestamp':
      return 'datetime.fromisoformat';
    case 'timestamptz':
      return 'instant';
    case 'uuid':
      return 'uuid.UUID';
  }
}
