import { randomBytes } from 'node:crypto';
import {
  AiEtlError,
  contentHash,
  messageOf,
  PipelineSpec,
  type PipelineSpecInput,
} from '@ai-etl/core';
import { acquireTestServers } from '@ai-etl/local';
import type { KeyRing } from '../crypto/secret-box.ts';
import type { Scope } from '../database/tenant.ts';
import type { StoreLog } from '../store-log.ts';
import { openStore, type Store, type StoreOptions } from '../store.ts';

/** A store on a database of its own, with the default organisation and project. */
export interface FreshStore {
  readonly store: Store;
  readonly databaseUrl: string;
  readonly secretKeys: KeyRing;
  readonly scope: Scope;
  readonly projectId: string;
  /** What went to the log. */
  readonly logged: readonly LoggedLine[];
  /** A second process on the same database, as far as the database can tell. */
  openAgain(options?: Partial<StoreOptions>): Promise<Store>;
  drop(): Promise<void>;
}

export interface LoggedLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: object;
}

/**
 * Null when PostgreSQL cannot be had here: the reason is printed. In CI that is a failure.
 */
export async function freshStore(): Promise<FreshStore | null> {
  const database = await freshDatabase();
  if (database === null) return null;
  const logged: LoggedLine[] = [];
  const secretKeys: KeyRing = {
    activeId: 'test-1',
    keys: [{ id: 'test-1', key: randomBytes(32) }],
  };
  const base = {
    databaseUrl: database.url,
    secretKeys,
    log: collecting(logged),
    maxConnections: 8,
  };
  const stores: Store[] = [];
  const open = async (options: Partial<StoreOptions> = {}): Promise<Store> => {
    const store = await openStore({ ...base, ...options });
    stores.push(store);
    return store;
  };
  const store = await open();
  const { organisationId, projectId } = await store.identity.ensureDefaults({
    adminEmail: 'admin@example.com',
    passwordHash: 'hash',
  });
  return {
    store,
    databaseUrl: database.url,
    secretKeys,
    scope: { organisationId },
    projectId,
    logged,
    openAgain: open,
    drop: async () => {
      await Promise.all(stores.map((one) => one.close()));
      await database.drop();
    },
  };
}

/** An empty database on the test server, or null with a printed reason. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  try {
    const servers = await acquireTestServers();
    return await servers.postgres.createDatabase();
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error;
    console.warn(`skipped: no PostgreSQL for tests: ${messageOf(error)}`);
    return null;
  }
}

function collecting(lines: LoggedLine[]): StoreLog {
  const add = (level: LoggedLine['level']) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return { info: add('info'), warn: add('warn'), error: add('error') };
}

/** A spec that copies one table, for tests that only store it. */
export function copySpec(
  connectionId: string | null,
  changes: Partial<PipelineSpecInput> = {},
): { readonly spec: PipelineSpec; readonly specHash: string } {
  const nodes: Partial<PipelineSpecInput> =
    connectionId === null
      ? {}
      : { sources: [{ id: 'orders', connection: connectionId, object: { name: 'orders' } }] };
  const spec = PipelineSpec.parse({ version: 1, name: 'copy_orders', ...nodes, ...changes });
  return { spec, specHash: contentHash(spec) };
}

/** A settled pipeline without connections, with as many slots as given. */
export async function createPipeline(fresh: FreshStore, maxActiveRuns = 1): Promise<string> {
  const { spec, specHash } = copySpec(null);
  const pipeline = await fresh.store.pipelines.createPipeline(fresh.scope, {
    projectId: fresh.projectId,
    name: 'copy_orders',
    description: 'Copy orders',
    spec: { ...spec, policy: { ...spec.policy, max_active_runs: maxActiveRuns } },
    specHash,
  });
  return pipeline.id;
}

/** Creates a queued run of version 1. */
export async function createRun(fresh: FreshStore, pipelineId: string): Promise<string> {
  const run = await fresh.store.runStore.createRun({
    pipelineId,
    pipelineVersion: 1,
    trigger: 'manual',
    params: {},
    logicalTime: '2026-01-01T00:00:00.000Z',
  });
  return run.id;
}

/** Asks until `probe` answers something; fails after `timeoutMs`. */
export async function eventually<Answer>(
  probe: () => Promise<Answer | null | undefined | false>,
  timeoutMs = 60_000,
): Promise<Answer> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) {
      throw new AiEtlError('INTERNAL_ERROR', `nothing came within ${timeoutMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
