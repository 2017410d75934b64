import { AiEtlError, type CatalogTable, type ConnectorSession } from '@ai-etl/core';
import { namedPaths, type PlannerConnection } from '@ai-etl/planner';
import type { Connections, Scope } from '@ai-etl/store';
import type { Connectors } from '../data/connector-lookup.ts';
import { withSession } from '../data/sessions.ts';

export interface NamedFilesPorts {
  readonly connections: Pick<Connections, 'readSettings'>;
  readonly connectors: Connectors;
}

/** A person waits for the plan. */
const limitMs = 10_000;

/**
 * The connections with the files added that the words name and no catalog lists, described by their
 * systems: a bucket lists none at all. What is not there, or cannot be read in ten seconds, is left
 * out, and the plan asks about it.
 */
export async function withNamedFiles(
  ports: NamedFilesPorts,
  scope: Scope,
  {
    words,
    connections,
  }: { readonly words: string; readonly connections: readonly PlannerConnection[] },
): Promise<readonly PlannerConnection[]> {
  return Promise.all(
    connections.map(async (connection) => {
      const { root, catalog } = connection;
      if (root === undefined || catalog === null) return connection;
      const listed = new Set(catalog.tables.map((table) => table.object.name));
      const paths = namedPaths(words, root).filter((path) => !listed.has(path));
      if (paths.length === 0) return connection;
      const described = await describeAll(ports, scope, { connection, paths });
      return { ...connection, catalog: { ...catalog, tables: [...catalog.tables, ...described] } };
    }),
  );
}

async function describeAll(
  { connections, connectors }: NamedFilesPorts,
  scope: Scope,
  {
    connection,
    paths,
  }: { readonly connection: PlannerConnection; readonly paths: readonly string[] },
): Promise<readonly CatalogTable[]> {
  const connector = connectors.find(connection.type);
  const settings = await connections.readSettings(scope, connection.id);
  if (connector === undefined || settings === null) return [];
  const signal = AbortSignal.timeout(limitMs);
  const tables: CatalogTable[] = [];
  try {
    await withSession({ connector, settings, signal }, async (session) => {
      for (const path of paths) {
        const table = await describeOne(session, path, signal);
        if (table !== null) tables.push(table);
      }
    });
  } catch (error) {
    if (!isTheirs(error, signal)) throw error;
  }
  return tables;
}

async function describeOne(
  session: ConnectorSession,
  path: string,
  signal: AbortSignal,
): Promise<CatalogTable | null> {
  try {
    const columns = await session.describePath?.(path, signal);
    if (columns === undefined) return null;
    return {
      object: { name: path },
      kind: 'table',
      columns: columns.map((column) => ({
        ...column,
        nativeType: column.type.kind,
        hasDefault: false,
      })),
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: null,
      estimatedBytes: null,
    };
  } catch (error) {
    // The next path may be there all the same; a broken connection is not worth another try.
    if (isTheirs(error, signal) && !(error instanceof AiEtlError && error.retryable)) return null;
    throw error;
  }
}

/** Trouble with somebody's data, not with this program. */
function isTheirs(error: unknown, signal: AbortSignal): boolean {
  return error instanceof AiEtlError || signal.aborted;
}
