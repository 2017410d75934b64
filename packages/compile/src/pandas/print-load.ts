import {
  findTable,
  invariant,
  type Column,
  type DialectName,
  type ResolveEnvironment,
  type Resolution,
  type TablePlan,
  type Target,
} from '@ai-etl/core';
import { dialects } from '../dialects/catalog.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { loadDialects } from '../sql-script/catalog.ts';
import { scriptTarget } from '../sql-script/script-target.ts';
import { pythonList, pythonText } from './python.ts';
import { dialectOf, pandasSystems } from './systems.ts';

export interface LoadOptions {
  readonly environment: ResolveEnvironment;
  /** As planned by the target's connector; without one, the table is made of the dialect's own types. */
  readonly tables: ReadonlyMap<string, TablePlan>;
}

/** `def load_<target>(…)`: the same write mode as the plan's, by the same statements as a script's. */
export function printLoad(
  target: Target,
  index: number,
  { resolution, environment, tables }: LoadOptions & { readonly resolution: Resolution },
): string {
  const name = dialectOf(target.connection, environment);
  const dialect = dialects[name];
  const schema = resolution.schemas.get(target.input) ?? [];
  const table = tables.get(target.id) ?? tableOf(target, schema, { dialect, environment });
  const place = scriptTarget(target, index, { environment, table });
  const { transaction, createsOutside, ...load } = loadDialects[name];
  const begin = transaction === null ? [] : [transaction.begin];
  const create = load.create(place);
  // psycopg begins and commits by itself, and its staging table ends with the transaction.
  const before =
    name === 'postgresql' ? create : createsOutside ? [...create, ...begin] : [...begin, ...create];
  const commit = name === 'postgresql' || transaction === null ? [] : [transaction.commit];
  const columns = table.columns.map(
    ({ source }) => `(${pythonText(source.name)}, ${scaleOf(source)})`,
  );
  const keys = target.write.mode === 'merge' ? target.write.keys : [];
  const entries = [
    ['before', pythonLines(before)],
    ['rows', pythonText(insertRows(name, place))],
    ['columns', pythonList(columns)],
    ['keys', pythonList(keys.map(pythonText))],
    ['publish', pythonLines([...load.publish(place), ...commit])],
    ['after', pythonLines(load.cleanUp(place))],
  ];
  const lines = entries.map(([key = '', value = '']) => `        "${key}": ${value},`);
  const known = environment.connections.get(target.connection)?.catalog;
  const exists =
    known !== undefined &&
    target.object !== undefined &&
    findTable(known, target.object) !== undefined;
  const note = exists ? '\n    # The table exists: CREATE does nothing then.' : '';
  const { connect } = pandasSystems[name];
  const call = {
    postgresql: 'load_postgresql(url, frame, target)',
    clickhouse: 'load_clickhouse(url, frame, target)',
    mysql: `load_database(${connect ?? ''}(url), frame, target)`,
    sqlite: `load_database(${connect ?? ''}(url), frame, target, texts=True)`,
    duckdb: `load_database(${connect ?? ''}(url), frame, target, lists=True)`,
  }[name];
  return `def load_${target.id}(url, frame: pd.DataFrame):${note}
    target = {
${lines.join('\n')}
    }
    ${call}`;
}

/** The statement that takes rows into the staging table, in the way of each driver. */
function insertRows(
  name: DialectName,
  { staging, names }: { readonly staging: string; readonly names: readonly string[] },
): string {
  const list = names.join(', ');
  switch (name) {
    case 'postgresql':
      return `COPY ${staging} (${list}) FROM STDIN`;
    case 'clickhouse':
      return `INSERT INTO ${staging} (${list}) FORMAT TabSeparated`;
    case 'mysql':
      return `INSERT INTO ${staging} (${list}) VALUES (${names.map(() => '%s').join(', ')})`.replaceAll(
        /%(?!s[,)])/gu,
        '%%',
      );
    case 'sqlite':
    case 'duckdb':
      return `INSERT INTO ${staging} (${list}) VALUES (${names.map(() => '?').join(', ')})`;
  }
}

function pythonLines(statements: readonly string[]): string {
  if (statements.length === 0) return '[]';
  return `[\n${statements.map((one) => `            ${pythonText(one)},`).join('\n')}\n        ]`;
}

/** For a program whose target nobody has planned. */
function tableOf(
  target: Target,
  schema: readonly Column[],
  { dialect, environment }: { readonly dialect: Dialect; readonly environment: ResolveEnvironment },
): Pick<TablePlan, 'columns' | 'createSql'> {
  const into = environment.connections.get(target.connection);
  invariant(into !== undefined && target.object !== undefined, 'targets are tables');
  const isClickhouse = dialect.name === 'clickhouse';
  const path = [target.object.schema ?? into.catalog.defaultSchema, target.object.name];
  const sortedBy = [...target.write.keys, ...target.layout.order_by];
  const columns = schema.map((source) => {
    const nullable = source.nullable && !sortedBy.includes(source.name);
    const nativeType =
      dialect.typeName(source.type, nullable)?.replaceAll("\\'", "'") ??
      fallback(dialect, nullable);
    return { source, nativeType, nullable };
  });
  const list = columns.map(
    ({ source, nativeType, nullable }) =>
      `${dialect.quoteIdentifier(source.name)} ${nativeType}${nullable || isClickhouse ? '' : ' NOT NULL'}`,
  );
  const order = target.layout.order_by.length > 0 ? target.layout.order_by : target.write.keys;
  const engine = isClickhouse
    ? ` ENGINE = MergeTree ORDER BY (${order.map(dialect.quoteIdentifier).join(', ')})`
    : '';
  const createSql = `CREATE TABLE ${path.map(dialect.quoteIdentifier).join('.')} (${list.join(', ')})${engine}`;
  return { columns, createSql };
}

/** A type the dialect has no name for is kept as text, which loses nothing. */
function fallback(dialect: Dialect, nullable: boolean): string {
  return dialect.typeName({ kind: 'text' }, nullable) ?? 'text';
}

function scaleOf({ type }: Column): string {
  return type.kind === 'decimal' && type.scale !== undefined ? String(type.scale) : 'None';
}
