import {
  findTable,
  invariant,
  type Column,
  type ResolveEnvironment,
  type Resolution,
  type Target,
} from '@ai-etl/core';
import { dialects } from '../dialects/catalog.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { pythonList, pythonText } from './python.ts';

interface LoadOptions {
  readonly environment: ResolveEnvironment;
  readonly names: ReadonlyMap<string, string>;
}

/** `def load_<target>(…)`: the same write mode as the plan's. */
export function printLoad(
  target: Target,
  resolution: Resolution,
  { environment }: LoadOptions,
): string {
  const connection = environment.connections.get(target.connection);
  const name = connection?.capabilities.dialect;
  invariant(connection !== undefined && target.object !== undefined, 'targets are tables');
  invariant(name !== null && name !== undefined, 'targets without SQL are refused');
  const dialect = dialects[name];
  const schema = resolution.schemas.get(target.input) ?? [];
  const existing = findTable(connection.catalog, target.object);
  const path = [target.object.schema ?? connection.catalog.defaultSchema, target.object.name];
  const quote = (parts: readonly string[]) => parts.map(dialect.quoteIdentifier).join('.');
  const staging = quote([path[0] ?? '', `_ai_etl_stg_pandas_${target.id}`]);
  const columns = schema.map((column) => `(${pythonText(column.name)}, ${scaleOf(column)})`);
  const entries = [
    ['table', pythonText(quote(path))],
    ['staging', pythonText(staging)],
    ['mode', pythonText(modeOf(target))],
    ['keys', pythonList(target.write.keys.map((key) => pythonText(dialect.quoteIdentifier(key))))],
    ['create', pythonText(createTable(quote(path), schema, { target, dialect }))],
    ['quoted', pythonList(schema.map((one) => pythonText(dialect.quoteIdentifier(one.name))))],
    ['columns', pythonList(columns)],
  ];
  const used = entries.filter(([key]) => name === 'clickhouse' || key !== 'staging');
  const lines = used.map(([key = '', value = '']) => `        "${key}": ${value},`);
  const note = existing === undefined ? '' : '\n    # The table exists: CREATE does nothing then.';
  return `def load_${target.id}(url, frame: pd.DataFrame):${note}
    target = {
${lines.join('\n')}
    }
    load_${name}(url, frame, target)`;
}

/** A merge that also deletes what the source no longer has leaves exactly the source's rows. */
function modeOf({ write }: Target): string {
  return write.mode === 'merge' && write.on_delete === 'delete' ? 'replace' : write.mode;
}

function createTable(
  table: string,
  schema: readonly Column[],
  { target, dialect }: { readonly target: Target; readonly dialect: Dialect },
): string {
  const isClickhouse = dialect.name === 'clickhouse';
  const keys = new Set([...target.write.keys, ...target.layout.order_by]);
  const columns = schema.map(({ name, type, nullable }) => {
    const mayBeNull = nullable && !keys.has(name);
    const typeText =
      dialect.typeName(type, mayBeNull)?.replaceAll("\\'", "'") ?? fallback(dialect, mayBeNull);
    const constraint = !isClickhouse && !mayBeNull ? ' NOT NULL' : '';
    return `${dialect.quoteIdentifier(name)} ${typeText}${constraint}`;
  });
  const create = `CREATE TABLE IF NOT EXISTS ${table} (${columns.join(', ')})`;
  if (!isClickhouse) return create;
  const order = (
    target.layout.order_by.length > 0 ? target.layout.order_by : target.write.keys
  ).map(dialect.quoteIdentifier);
  return `${create} ENGINE = MergeTree ORDER BY (${order.join(', ')})`;
}

/** A type the dialect has no name for is kept as text, which loses nothing. */
function fallback(dialect: Dialect, nullable: boolean): string {
  return dialect.typeName({ kind: 'text' }, nullable) ?? 'text';
}

function scaleOf({ type }: Column): string {
  return type.kind === 'decimal' && type.scale !== undefined ? String(type.scale) : 'None';
}
