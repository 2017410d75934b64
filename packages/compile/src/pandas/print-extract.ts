import {
  invariant,
  type Column,
  type DialectName,
  type ResolveEnvironment,
  type Resolution,
  type Source,
} from '@ai-etl/core';
import { dialects } from '../dialects/catalog.ts';
import { sourceRelation } from '../lower/source-relation.ts';
import { pythonList, pythonText } from './python.ts';
import { dialectOf } from './systems.ts';

/** How a column is selected, and the Python function that makes a value of what comes. */
interface ReadColumn {
  readonly sql: string;
  readonly value: string;
}

/** Takes the column's quoted name. */
type ReadColumns = (column: Column, quoted: string) => ReadColumn;

const readers: Readonly<Record<DialectName, ReadColumns>> = {
  postgresql: ({ type }, quoted) => ({
    sql: type.kind === 'json' ? `CAST(${quoted} AS text)` : quoted,
    value: 'plain_value',
  }),
  clickhouse: (column, quoted) => ({
    sql: clickhouseColumn(column, quoted),
    value: fromJson(column),
  }),
  mysql: mysqlColumn,
  sqlite: sqliteColumn,
  duckdb: duckdbColumn,
};

/** `def extract_<source>(…)`: plain columns, no step is pushed down. */
export function printExtract(
  source: Source,
  resolution: Resolution,
  environment: ResolveEnvironment,
): string {
  const schema = resolution.schemas.get(source.id) ?? [];
  const name = dialectOf(source.connection, environment);
  const dialect = dialects[name];
  const relation = sourceRelation(source, schema, environment);
  invariant(relation.kind === 'table' || relation.kind === 'text', 'a source is a table or text');
  const from =
    relation.kind === 'text'
      ? `(\n${relation.sql.trim().replace(/[;\s]+$/, '')}\n) AS source`
      : [relation.object.schema, relation.object.name]
          .flatMap((part) => (part === undefined ? [] : [dialect.quoteIdentifier(part)]))
          .join('.');
  const columns = schema.map((column) =>
    readers[name](column, dialect.quoteIdentifier(column.name)),
  );
  const query = `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM ${from}`;
  const outputs = schema.map(
    (column, index) => `(${pythonText(column.name)}, ${columns[index]?.value ?? 'plain_value'})`,
  );
  const argument = name === 'clickhouse' ? 'url' : 'connection';
  const reader = readerNames[name];
  return `def extract_${source.id}(${argument}) -> pd.DataFrame:
    query = ${pythonText(query)}
    return ${reader}(${argument}, query, ${pythonList(outputs)})`;
}

const readerNames: Readonly<Record<DialectName, string>> = {
  postgresql: 'read_postgresql',
  clickhouse: 'read_clickhouse',
  mysql: 'read_database',
  sqlite: 'read_database',
  duckdb: 'read_database',
};

/** As it is: the driver gives the plain value already. */
const same = 'plain_value';

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

/** A TINYINT(1) holds 2, FLOAT shows six digits, a TIME is a duration to the driver. */
function mysqlColumn({ type }: Column, quoted: string): ReadColumn {
  switch (type.kind) {
    case 'bool':
      return { sql: `${quoted} <> 0`, value: 'bool' };
    case 'text':
      return { sql: `CONVERT(${quoted} USING utf8mb4)`, value: same };
    case 'json':
      return { sql: `CAST(${quoted} AS CHAR)`, value: same };
    case 'uuid':
      return { sql: `CAST(${quoted} AS CHAR)`, value: 'uuid.UUID' };
    case 'float32':
      return { sql: `CAST(${quoted} AS DOUBLE)`, value: 'float' };
    case 'time':
      return { sql: quoted, value: 'lambda value: (datetime.min + value).time()' };
    case 'timestamptz':
      return { sql: quoted, value: 'in_utc' };
    case 'list':
      return { sql: quoted, value: 'json.loads' };
    default:
      return { sql: quoted, value: same };
  }
}

/** It keeps decimals, dates and moments as text, and any value in any column. */
function sqliteColumn({ type }: Column, quoted: string): ReadColumn {
  const values: Partial<Record<Column['type']['kind'], string>> = {
    bool: 'exactly_bool',
    int8: 'exactly_int',
    int16: 'exactly_int',
    int32: 'exactly_int',
    int64: 'exactly_int',
    decimal: 'lambda value: Decimal(str(value))',
    float32: 'float',
    float64: 'float',
    text: 'exactly_text',
    json: 'exactly_text',
    list: 'json.loads',
    date: 'date.fromisoformat',
    time: 'time.fromisoformat',
    timestamp: 'datetime.fromisoformat',
    timestamptz: 'lambda value: in_utc(datetime.fromisoformat(value))',
    uuid: 'uuid.UUID',
  };
  return { sql: quoted, value: values[type.kind] ?? same };
}

/** The driver would need a library of zones for a moment, and has no type of its own for JSON. */
function duckdbColumn({ type }: Column, quoted: string): ReadColumn {
  switch (type.kind) {
    case 'timestamptz':
      return { sql: `timezone('UTC', ${quoted})`, value: 'in_utc' };
    case 'json':
      return { sql: `CAST(${quoted} AS VARCHAR)`, value: same };
    default:
      return { sql: quoted, value: same };
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
