import {
  AiEtlError,
  canonicalJson,
  describeObject,
  didYouMean,
  findTable,
  type Catalog,
  type CatalogTable,
  type Clock,
  type ConnectionSettings,
  type Connector,
} from '@ai-etl/core';
import type { Connection, Connections, Scope } from '@ai-etl/store';
import { found } from '../scope.ts';
import type { CatalogCache } from './catalog-cache.ts';
import { requireConnector, type Connectors } from './connector-lookup.ts';

/** A table that a caller named, and the way to it. */
export interface FoundTable {
  readonly connection: Connection;
  readonly connector: Connector;
  readonly settings: ConnectionSettings;
  readonly catalog: Catalog;
  readonly table: CatalogTable;
  /** When the catalog was read. */
  readonly takenAtMs: number;
}

export interface FindTablePorts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'getConnection' | 'readSettings'>;
  readonly connectors: Connectors;
  readonly catalogs: CatalogCache;
}

export interface TableAsked {
  /** Connection id. */
  readonly source: string;
  /** `customers` or `sales.customers`. */
  readonly table: string;
  /** Where `table` is looked up; its dots belong to the name then. */
  readonly schema?: string | undefined;
}

/**
 * Finds it; a name that the remembered catalog lacks is looked up in the system itself, once.
 * RESOURCE_NOT_FOUND for a connection of nobody's or somebody else's, and for an unknown table,
 * with the nearest names.
 */
async function findAskedTable(
  ports: FindTablePorts,
  scope: Scope,
  asked: TableAsked,
): Promise<FoundTable> {
  const { connections, connectors, catalogs } = ports;
  const connection = found(
    await connections.getConnection(scope, asked.source),
    'connection',
    asked.source,
  );
  const connector = requireConnector(connectors, connection.type);
  const settings = found(
    await connections.readSettings(scope, connection.id),
    'connection',
    connection.id,
  );
  const remembered = await catalogs.read(scope, connection);
  const table = lookUp(remembered.catalog, asked);
  if (table !== undefined) {
    const { catalog, takenAtMs } = remembered;
    return { connection, connector, settings, catalog, table, takenAtMs };
  }
  const { catalog, takenAtMs } = await catalogs.refresh(scope, connection);
  const fresh = lookUp(catalog, asked);
  if (fresh === undefined) throw unknownTable(catalog, asked, connection.name);
  return { connection, connector, settings, catalog, table: fresh, takenAtMs };
}

/**
 * Finds the table and uses it. When that fails in a way that an old catalog explains, it is read
 * anew, and if the table is another by now it is tried once more.
 */
export async function withAskedTable<Result>(
  ports: FindTablePorts,
  scope: Scope,
  {
    asked,
    use,
  }: { readonly asked: TableAsked; readonly use: (one: FoundTable) => Promise<Result> },
): Promise<Result> {
  const first = await findAskedTable(ports, scope, asked);
  try {
    return await use(first);
  } catch (error) {
    const mayBeOld = ports.clock.now() - first.takenAtMs > youngMs;
    const code = error instanceof AiEtlError ? error.code : 'INTERNAL_ERROR';
    const isExplained =
      code === 'OBJECT_NOT_FOUND' || (mayBeOld && explainedByAnOldCatalog.has(code));
    if (!isExplained) throw error;
    await ports.catalogs.refresh(scope, first.connection);
    const second = await findAskedTable(ports, scope, asked);
    if (canonicalJson(second.table.columns) === canonicalJson(first.table.columns)) throw error;
    return use(second);
  }
}

/** Unknown columns, to us or to the data system. */
const explainedByAnOldCatalog: ReadonlySet<string> = new Set(['QUERY_FAILED', 'VALIDATION_ERROR']);

/** Bad questions, one after the other, must not have the catalog read again and again. */
const youngMs = 3000;

/** `a.b.c` may be table `b.c` of schema `a`, or a table of the default schema with dots in its name. */
function lookUp(catalog: Catalog, { table, schema }: TableAsked): CatalogTable | undefined {
  if (schema !== undefined) return findTable(catalog, { schema, name: table });
  const whole = findTable(catalog, { name: table });
  if (whole !== undefined) return whole;
  for (let dot = table.indexOf('.'); dot !== -1; dot = table.indexOf('.', dot + 1)) {
    const one = findTable(catalog, { schema: table.slice(0, dot), name: table.slice(dot + 1) });
    if (one !== undefined) return one;
  }
  return undefined;
}

function unknownTable(catalog: Catalog, asked: TableAsked, connection: string): AiEtlError {
  const names = catalog.tables.flatMap(({ object }) =>
    object.schema === catalog.defaultSchema
      ? [object.name, describeObject(object)]
      : [describeObject(object)],
  );
  const near = didYouMean(asked.table, names);
  const where = asked.schema === undefined ? '' : ` in schema ${asked.schema}`;
  const size = catalog.tables.length === 0 ? ', which has no tables the account can read' : '';
  return new AiEtlError(
    'RESOURCE_NOT_FOUND',
    `There is no table ${asked.table}${where} in connection "${connection}"${size}${near === undefined ? '.' : `: ${near}`}`,
    { details: [{ field: 'table', error: near ?? 'unknown table' }] },
  );
}
