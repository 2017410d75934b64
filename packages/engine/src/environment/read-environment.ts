import {
  type AiEtlError,
  type Catalog,
  type ConnectorSession,
  type PipelineSpec,
  type ResolveEnvironment,
  type ResolvedConnection,
  type RunConnection,
  type Schema,
} from '@ai-etl/core';
import type { PlanBinding } from '@ai-etl/compile';
import { asAiEtlError } from './as-ai-etl-error.ts';
import { describeSqlSteps } from './describe-sql-steps.ts';
import { measurePaths } from './measure-paths.ts';
import { serverIdentity } from './server-identity.ts';
import type { SessionPool } from './session-pool.ts';

/** What a spec's connections look like now. */
export interface LiveEnvironment {
  readonly environment: ResolveEnvironment;
  /** One open session by connection id, for connections that answered. */
  readonly sessions: ReadonlyMap<string, ConnectorSession>;
  /** Everything that did not answer, in the order of the spec. */
  readonly failures: readonly EnvironmentFailure[];
}

export interface EnvironmentFailure {
  /** Where in the spec: `sources.0.connection`, `sources.1.query`. */
  readonly path: string;
  readonly what: 'connection' | 'query';
  readonly error: AiEtlError;
}

export interface ReadEnvironmentRequest {
  readonly spec: PipelineSpec;
  readonly connections: ReadonlyMap<string, RunConnection>;
  readonly pool: SessionPool;
  /** For relative dates and parameters upstream of steps that are SQL. */
  readonly binding: PlanBinding;
  /** Catalogs that are known already, by connection id: these are not read again. */
  readonly catalogs?: ReadonlyMap<string, Catalog>;
  readonly signal: AbortSignal;
}

/**
 * Opens a session to each connection of the spec and reads its catalog, all at the same time,
 * then describes `source.query`, `source.path` and steps that are SQL. Collects failures; throws only
 * when the signal is aborted.
 * Connections that do not exist are left out: resolving reports them.
 */
export async function readEnvironment(request: ReadEnvironmentRequest): Promise<LiveEnvironment> {
  const uses = connectionUses(request.spec).filter(({ id }) => request.connections.has(id));
  const opened = await Promise.all(uses.map((use) => openConnection(request, use)));
  const connections = new Map<string, ResolvedConnection>();
  const sessions = new Map<string, ConnectorSession>();
  const failures: EnvironmentFailure[] = [];
  for (const one of opened) {
    if ('failure' in one) failures.push(one.failure);
    else {
      connections.set(one.resolved.id, one.resolved);
      sessions.set(one.resolved.id, one.session);
    }
  }
  const querySchemas = await describeQueries(request, sessions, failures);
  const pathSizes = await measurePaths(request, sessions, querySchemas);
  const environment = { connections, querySchemas, pathSizes };
  const described = await describeSqlSteps(request, { environment, sessions, failures });
  return { environment: { ...environment, querySchemas: described }, sessions, failures };
}

interface ConnectionUse {
  readonly id: string;
  readonly path: string;
}

/** Each connection once, with the first place that names it. */
function connectionUses(spec: PipelineSpec): readonly ConnectionUse[] {
  const uses = new Map<string, ConnectionUse>();
  const add = (id: string, path: string) => {
    if (!uses.has(id)) uses.set(id, { id, path });
  };
  spec.sources.forEach(({ connection }, index) => add(connection, `sources.${index}.connection`));
  spec.targets.forEach(({ connection }, index) => add(connection, `targets.${index}.connection`));
  return [...uses.values()];
}

async function openConnection(
  { spec, connections, pool, catalogs, signal }: ReadEnvironmentRequest,
  { id, path }: ConnectionUse,
): Promise<
  | { readonly resolved: ResolvedConnection; readonly session: ConnectorSession }
  | { readonly failure: EnvironmentFailure }
> {
  const connection = connections.get(id);
  try {
    const connector = pool.connector(id);
    const session = await pool.open(id);
    const catalog = catalogs?.get(id) ?? (await readCatalog(session, spec, { id, signal }));
    return {
      session,
      resolved: {
        id,
        name: connection?.name ?? id,
        type: connector.spec.type,
        capabilities: connector.spec.capabilities,
        catalog,
        serverIdentity: connection === undefined ? id : serverIdentity(connector, connection),
      },
    };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: { path, what: 'connection', error: asAiEtlError(error) } };
  }
}

/** Of no tables where the spec names none of the connection's. */
async function readCatalog(
  session: ConnectorSession,
  spec: PipelineSpec,
  { id, signal }: { readonly id: string; readonly signal: AbortSignal },
): Promise<Catalog> {
  const { defaultSchema } = session;
  if (defaultSchema === undefined || namesTables(spec, id)) return session.catalog(signal);
  return { defaultSchema, tables: [] };
}

function namesTables({ sources, targets, checks }: PipelineSpec, id: string): boolean {
  const named = [...sources, ...targets, ...checks];
  return named.some((one) => 'object' in one && one.object !== undefined && one.connection === id);
}

/** One after the other: a session is not for concurrent use. */
async function describeQueries(
  { spec, signal }: ReadEnvironmentRequest,
  sessions: ReadonlyMap<string, ConnectorSession>,
  failures: EnvironmentFailure[],
): Promise<ReadonlyMap<string, Schema>> {
  const schemas = new Map<string, Schema>();
  for (const [index, source] of spec.sources.entries()) {
    const session = sessions.get(source.connection);
    if (session === undefined) continue;
    const field = source.path === undefined ? 'query' : 'path';
    try {
      const schema = await describeSource(source, session, signal);
      if (schema !== undefined) schemas.set(source.id, schema);
    } catch (error) {
      signal.throwIfAborted();
      const failed = { path: `sources.${index}.${field}`, what: 'query' } as const;
      failures.push({ ...failed, error: asAiEtlError(error) });
    }
  }
  return schemas;
}

/** Undefined: the catalog tells, or the connector reads no files, which resolving reports. */
async function describeSource(
  { query, path }: PipelineSpec['sources'][number],
  session: ConnectorSession,
  signal: AbortSignal,
): Promise<Schema | undefined> {
  if (query !== undefined) return session.describe(query, signal);
  return path === undefined ? undefined : session.describePath?.(path, signal);
}
