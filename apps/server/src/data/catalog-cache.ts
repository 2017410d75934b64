import type { Catalog, Clock } from '@ai-etl/core';
import type { Catalogs, Connection, Connections, Scope } from '@ai-etl/store';
import { found } from '../scope.ts';
import { requireConnector, type Connectors } from './connector-lookup.ts';
import { withConnectionName, withSession } from './sessions.ts';

/** What each connection holds, without asking its system on every request. */
export interface CatalogCache {
  /**
   * From memory, else from the store (where workers keep it fresh), else from the system itself.
   * One older than ten minutes is answered, and read anew behind the scenes unless a worker has
   * done so; one older than two hours is read first. Throws
   * what opening the connection throws; once it has, later calls do so at once (nobody waits
   * again and again for a server that is away) while another look is taken behind the scenes.
   */
  read(scope: Scope, connection: Connection): Promise<KnownCatalog>;
  /** Asks the system now. */
  refresh(scope: Scope, connection: Connection): Promise<KnownCatalog>;
  /** Takes up what a worker, or another process, has stored since; nobody has to have asked. */
  takeUp(scope: Scope, connection: Connection): Promise<void>;
}

export interface KnownCatalog {
  readonly catalog: Catalog;
  /** When the look began. */
  readonly takenAtMs: number;
}

export interface CatalogCachePorts {
  readonly connections: Pick<Connections, 'readSettings'>;
  readonly catalogs: Catalogs;
  readonly connectors: Connectors;
  readonly clock: Clock;
  /** Trouble that no caller waits for. */
  readonly onBackgroundFailure: (connectionId: string, error: unknown) => void;
  /** Another catalog than before is known of a connection. */
  readonly onKnown?: (connection: Connection, catalog: Catalog) => void;
  /** A system could not be read that could before; told once, not at every further try. */
  readonly onBroken?: (scope: Scope, connection: Connection, error: unknown) => void;
}

/** Younger than this, nobody needs to be told how old it is. */
export const freshMs = 10 * 60_000;
const usableMs = 2 * 60 * 60_000;
/** Between two looks at a system that did not answer. */
const patienceMs = 5000;
/** Catalogs of many large databases must not fill the memory. */
const remembered = 200;

export function makeCatalogCache(ports: CatalogCachePorts): CatalogCache {
  const { connections, catalogs, connectors, clock, onBackgroundFailure } = ports;
  const known = new Map<string, KnownCatalog>();
  const failures = new Map<string, { readonly failure: unknown; readonly atMs: number }>();
  const reading = new Map<string, Promise<KnownCatalog>>();

  const keyOf = (connection: Connection) => `${connection.id} ${connection.updatedAt}`;
  const remember = (connection: Connection, value: KnownCatalog): void => {
    known.delete(keyOf(connection));
    known.set(keyOf(connection), value);
    makeRoom(known);
    ports.onKnown?.(connection, value.catalog);
  };

  const readLive = async (scope: Scope, connection: Connection): Promise<KnownCatalog> => {
    const connector = requireConnector(connectors, connection.type);
    const settings = found(
      await connections.readSettings(scope, connection.id),
      'connection',
      connection.id,
    );
    const takenAtMs = clock.now();
    try {
      const catalog = await withSession({ connector, settings }, (session) => session.catalog());
      const value = { catalog, takenAtMs };
      failures.delete(keyOf(connection));
      remember(connection, value);
      await catalogs.putCatalog(scope, connection.id, catalog);
      return value;
    } catch (error) {
      const failure = withConnectionName(error, connection.name);
      if (!failures.has(keyOf(connection))) ports.onBroken?.(scope, connection, failure);
      failures.set(keyOf(connection), { failure, atMs: clock.now() });
      makeRoom(failures);
      throw failure;
    }
  };

  /** Several callers at once share one look. */
  const refresh = (scope: Scope, connection: Connection): Promise<KnownCatalog> => {
    const key = keyOf(connection);
    const running = reading.get(key);
    if (running !== undefined) return running;
    const started = readLive(scope, connection).finally(() => reading.delete(key));
    reading.set(key, started);
    return started;
  };

  const refreshBehind = (scope: Scope, connection: Connection): void => {
    refresh(scope, connection).catch((error: unknown) => onBackgroundFailure(connection.id, error));
  };

  /** What is remembered, or what a worker or another process has stored since. */
  const newest = async (
    scope: Scope,
    connection: Connection,
    remembered: KnownCatalog | undefined,
  ): Promise<KnownCatalog | null> => {
    if (remembered !== undefined && clock.now() - remembered.takenAtMs <= freshMs)
      return remembered;
    const stored = await fromStore(catalogs, scope, { connection, remembered });
    if (stored !== null) remember(connection, stored);
    return stored ?? remembered ?? null;
  };

  return {
    refresh,
    takeUp: async (scope, connection) => {
      const stored = await fromStore(catalogs, scope, {
        connection,
        remembered: known.get(keyOf(connection)),
      });
      if (stored !== null) remember(connection, stored);
    },
    read: async (scope, connection) => {
      const key = keyOf(connection);
      const value = await newest(scope, connection, known.get(key));
      const ageMs = value === null ? Infinity : clock.now() - value.takenAtMs;
      if (value === null || ageMs > usableMs) {
        const failed = failures.get(key);
        if (failed === undefined) return refresh(scope, connection);
        if (clock.now() - failed.atMs > patienceMs) refreshBehind(scope, connection);
        throw failed.failure;
      }
      if (ageMs > freshMs) refreshBehind(scope, connection);
      return value;
    },
  };
}

function makeRoom(entries: Map<string, unknown>): void {
  const oldest = entries.keys().next();
  if (entries.size > remembered && oldest.done !== true) entries.delete(oldest.value);
}

/** Not when the connection was changed since: the catalog may be another server's. */
async function fromStore(
  catalogs: Catalogs,
  scope: Scope,
  {
    connection,
    remembered,
  }: { readonly connection: Connection; readonly remembered: KnownCatalog | undefined },
): Promise<KnownCatalog | null> {
  const stored =
    remembered === undefined
      ? await catalogs.getCatalog(scope, connection.id)
      : await catalogs.getNewerCatalog(
          scope,
          connection.id,
          new Date(remembered.takenAtMs).toISOString(),
        );
  if (stored === null) return null;
  const takenAtMs = Date.parse(stored.takenAt);
  return takenAtMs < Date.parse(connection.updatedAt)
    ? null
    : { catalog: stored.catalog, takenAtMs };
}
