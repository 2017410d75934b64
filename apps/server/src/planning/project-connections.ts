import type { Catalog, DefaultSchemas } from '@ai-etl/core';
import type { PlannerConnection } from '@ai-etl/planner';
import type { Connection, Connections, Scope } from '@ai-etl/store';
import type { CatalogCache, KnownCatalog } from '../data/catalog-cache.ts';
import type { Connectors } from '../data/connector-lookup.ts';

/** A project's connections with what they hold, as far as it is known. */
export interface ProjectConnections {
  readonly all: readonly Connection[];
  /** By connection id; those that could not be read are missing. */
  readonly catalogs: ReadonlyMap<string, KnownCatalog>;
  /** Why a catalog is missing, by connection id. */
  readonly failures: ReadonlyMap<string, unknown>;
}

export interface ProjectConnectionPorts {
  readonly connections: Pick<Connections, 'listProjectConnections' | 'readSettings'>;
  readonly cache: CatalogCache;
}

/** Reads all catalogs at the same time; one system that does not answer spoils nothing for the others. */
export async function readProjectConnections(
  { connections, cache }: ProjectConnectionPorts,
  scope: Scope,
  projectId: string,
): Promise<ProjectConnections> {
  const all = await connections.listProjectConnections(scope, projectId);
  return readCatalogs(all, (connection) => cache.read(scope, connection));
}

/** The same with the catalogs of `ids` read anew. */
export async function refreshProjectConnections(
  { cache }: Pick<ProjectConnectionPorts, 'cache'>,
  scope: Scope,
  { known, ids }: { readonly known: ProjectConnections; readonly ids: ReadonlySet<string> },
): Promise<ProjectConnections> {
  return readCatalogs(known.all, async (connection) => {
    if (ids.has(connection.id)) return cache.refresh(scope, connection);
    const value = known.catalogs.get(connection.id);
    if (value === undefined) throw known.failures.get(connection.id);
    return value;
  });
}

async function readCatalogs(
  all: readonly Connection[],
  read: (connection: Connection) => Promise<KnownCatalog>,
): Promise<ProjectConnections> {
  const results = await Promise.allSettled(all.map(read));
  const catalogs = new Map<string, KnownCatalog>();
  const failures = new Map<string, unknown>();
  all.forEach((connection, index) => {
    const result = results[index];
    if (result?.status === 'fulfilled') catalogs.set(connection.id, result.value);
    else failures.set(connection.id, result?.reason);
  });
  return { all, catalogs, failures };
}

/** The connections as the planner reads words against them. */
export function plannerConnections(
  { all, catalogs }: ProjectConnections,
  connectors: Connectors,
): readonly PlannerConnection[] {
  return all.flatMap((connection): PlannerConnection[] => {
    const capabilities = connectors.find(connection.type)?.spec.capabilities;
    if (capabilities === undefined) return [];
    const { database, root } = connection.settings;
    return [
      {
        id: connection.id,
        name: connection.name,
        type: connection.type,
        roles: [
          ...(capabilities.source ? (['source'] as const) : []),
          ...(capabilities.target ? (['target'] as const) : []),
        ],
        ...(typeof database === 'string' ? { database } : {}),
        ...(capabilities.paths === true && typeof root === 'string' ? { root } : {}),
        catalog: catalogs.get(connection.id)?.catalog ?? null,
      },
    ];
  });
}

/** The default schema of each connection, as far as it is known. */
export function defaultSchemas({ catalogs }: ProjectConnections): DefaultSchemas {
  return new Map([...catalogs].map(([id, { catalog }]) => [id, catalog.defaultSchema]));
}

/** Catalogs alone, by connection id. */
export function catalogsOnly({ catalogs }: ProjectConnections): ReadonlyMap<string, Catalog> {
  return new Map([...catalogs].map(([id, { catalog }]) => [id, catalog]));
}
