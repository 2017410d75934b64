import { AiEtlError, type Clock, type ConnectorSession } from '@ai-etl/core';
import type { CatalogClaim, Store } from '@ai-etl/store';
import { requireConnector, type Connectors } from '../data/connector-lookup.ts';
import { withSession } from '../data/sessions.ts';
import { readValues } from './read-values.ts';

export interface RefreshPorts {
  readonly store: Pick<Store, 'catalogWork' | 'connections'>;
  readonly connectors: Connectors;
  readonly clock: Clock;
}

/** `lost`: another attempt has taken over, or the connection is gone. */
export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly tables: number; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'lost' };

/**
 * Reads a connection's catalog, and the values of its columns, and stores both; a system that does
 * not answer is stored as a failure. Throws when our own store fails, and when it is aborted.
 */
export async function refreshCatalog(
  ports: RefreshPorts,
  claim: CatalogClaim,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const { catalogWork: work, connections } = ports.store;
  const scope = { organisationId: claim.organisationId };
  const [connection, settings] = await Promise.all([
    connections.getConnection(scope, claim.connectionId),
    connections.readSettings(scope, claim.connectionId),
  ]);
  if (connection === null || settings === null) return { kind: 'lost' };
  try {
    const connector = requireConnector(ports.connectors, connection.type);
    const { dialect } = connector.spec.capabilities;
    return await withSession({ connector, settings, signal }, (session) =>
      readAll(ports, session, { claim, dialect, signal }),
    );
  } catch (error) {
    if (signal.aborted) {
      await work.releaseCatalog(claim);
      throw error;
    }
    const failure = failureOf(error);
    return (await work.failCatalog(claim, failure))
      ? { kind: 'failed', ...failure }
      : { kind: 'lost' };
  }
}

async function readAll(
  { store: { catalogWork: work }, clock }: RefreshPorts,
  session: ConnectorSession,
  {
    claim,
    dialect,
    signal,
  }: {
    readonly claim: CatalogClaim;
    readonly dialect: Parameters<typeof readValues>[2]['dialect'] | null;
    readonly signal: AbortSignal;
  },
): Promise<RefreshOutcome> {
  const startedMs = clock.now();
  const catalog = await session.catalog(signal);
  if (!(await work.storeCatalog(claim, catalog))) return { kind: 'lost' };
  const wantsValues = dialect !== null && claim.settings.readValues;
  const unread = wantsValues
    ? await readValues({ work, clock }, session, { claim, catalog, dialect, signal })
    : 0;
  if (unread === null) return { kind: 'lost' };
  const durationMs = clock.now() - startedMs;
  const tables = catalog.tables.length;
  const columns = catalog.tables.reduce((sum, one) => sum + one.columns.length, 0);
  const result = { durationMs, tables, columns, tablesUnread: unread };
  return (await work.finishCatalog(claim, result))
    ? { kind: 'refreshed', tables, durationMs }
    : { kind: 'lost' };
}

/** Messages of ours hold no secrets; what others say is not stored. */
function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  return error instanceof AiEtlError
    ? { code: error.code, message: error.message }
    : { code: 'INTERNAL_ERROR', message: 'The catalog could not be read: trouble on our side.' };
}
