import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { createOpenScratch, findConnector } from '@ai-etl/connectors';
import {
  AiEtlError,
  PipelineSpec,
  specHash,
  type Clock,
  type CreateRun,
  type OpenOptions,
  type PipelineSpecInput,
  type Run,
} from '@ai-etl/core';
import { executeRun, type EnginePorts, type ExecuteOptions, type RunOutcome } from '@ai-etl/engine';
import { acquireTestServers, type TestClickHouseDatabase } from '@ai-etl/local';
import { openStore, type Scope, type Store } from '@ai-etl/store';

/** Store, connectors and engine wired to real servers, with databases of this test alone. */
export interface EngineFixture {
  readonly store: Store;
  readonly ports: EnginePorts;
  readonly scope: Scope;
  readonly projectId: string;
  /** Below which scratch databases keep their files. */
  readonly scratchHome: string;
  /** Ids of connections to the source database, the target database and the warehouse. */
  readonly connections: {
    readonly source: string;
    readonly target: string;
    readonly warehouse: string;
  };
  /** SQL on the source or target database; rows as text. */
  sql(
    database: 'source' | 'target',
    text: string,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  clickhouse(text: string): Promise<string>;
  createConnection(
    name: string,
    change: Readonly<Record<string, unknown>>,
    password?: string,
  ): Promise<string>;
  createPipeline(spec: PipelineSpecInput): Promise<string>;
  queueRun(
    pipelineId: string,
    change?: Partial<Pick<CreateRun, 'fullRefresh' | 'pipelineVersion'>>,
  ): Promise<Run>;
  /** With other connectors than the installation's, where they are given. */
  execute(
    runId: string,
    options?: Partial<ExecuteOptions> & Partial<Pick<EnginePorts, 'connectors'>>,
  ): Promise<RunOutcome>;
  getRun(runId: string): Promise<Run>;
  close(): Promise<void>;
}

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }),
};

export async function createEngineFixture({
  fileRoots = [],
  outbound,
}: Pick<OpenOptions, 'fileRoots' | 'outbound'> = {}): Promise<EngineFixture> {
  const servers = await acquireTestServers();
  const [own, source, target] = await Promise.all([
    servers.postgres.createDatabase(),
    servers.postgres.createDatabase(),
    servers.postgres.createDatabase(),
  ]);
  const warehouse = await servers.clickhouse.createDatabase();
  const store = await openStore({
    databaseUrl: own.url,
    secretKeys: { activeId: 'test', keys: [{ id: 'test', key: randomBytes(32) }] },
    log: { info: ignore, warn: ignore, error: ignore },
  });
  const { organisationId, projectId } = await store.identity.ensureDefaults({
    adminEmail: 'engine@localhost.example',
    passwordHash: 'none',
  });
  const scope = { organisationId };
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-scratch-'));
  const ports: EnginePorts = {
    store: store.runStore,
    connectors: (type) => {
      const connector = findConnector(type);
      return (
        connector && {
          ...connector,
          open: (settings, options) =>
            connector.open(settings, {
              ...options,
              fileRoots,
              ...(outbound === undefined ? {} : { outbound }),
            }),
        }
      );
    },
    openScratch: createOpenScratch({ home, memoryLimitMb: 256, threads: 2 }),
    clock,
    random: Math.random,
    maskKey: () => 'ab'.repeat(32),
    log: ignore,
  };
  const urls = { source: source.url, target: target.url };

  async function createConnection(
    name: string,
    change: Readonly<Record<string, unknown>>,
    password?: string,
  ): Promise<string> {
    const url = new URL(source.url);
    const created = await store.connections.createConnection(scope, {
      projectId,
      name,
      type: 'postgresql',
      settings: {
        host: url.hostname,
        port: Number(url.port),
        database: source.name,
        user: decodeURIComponent(url.username),
        ssl_mode: 'disable',
        ...change,
      },
      secrets: { password: password ?? decodeURIComponent(url.password) },
    });
    return created.id;
  }

  async function createWarehouse(): Promise<string> {
    const url = new URL(warehouse.url);
    const created = await store.connections.createConnection(scope, {
      projectId,
      name: 'warehouse',
      type: 'clickhouse',
      settings: {
        host: url.hostname,
        port: Number(url.port),
        database: warehouse.database,
        user: warehouse.user,
        ssl_mode: 'disable',
      },
      secrets: { password: warehouse.password },
    });
    return created.id;
  }

  return {
    store,
    ports,
    scope,
    projectId,
    scratchHome: home,
    connections: {
      source: await createConnection('source', {}),
      target: await createConnection('target', { database: target.name }),
      warehouse: await createWarehouse(),
    },
    createConnection,
    sql: (database, text) => queryPostgres(urls[database], text),
    clickhouse: (text) => queryClickHouse(warehouse, text),
    async createPipeline(input) {
      const spec = PipelineSpec.parse(input);
      const created = await store.pipelines.createPipeline(scope, {
        projectId,
        name: `${spec.name}_${randomBytes(4).toString('hex')}`,
        description: '',
        spec,
        specHash: specHash(spec),
      });
      return created.id;
    },
    queueRun: (pipelineId, change = {}) =>
      store.runs.createRun(scope, {
        pipelineId,
        pipelineVersion: 1,
        trigger: 'manual',
        params: {},
        logicalTime: new Date().toISOString(),
        ...change,
      }),
    execute: (runId, { connectors = ports.connectors, ...options } = {}) =>
      executeRun({ ...ports, connectors }, runId, {
        workerId: 'test',
        leaseMs: 60_000,
        beatMs: 200,
        ...options,
      }),
    async getRun(runId) {
      const run = await store.runStore.getRun(runId);
      if (run === null) throw new AiEtlError('RESOURCE_NOT_FOUND', `No run ${runId}.`);
      return run;
    },
    async close() {
      await store.close();
      await rm(home, { recursive: true, force: true });
      await Promise.all([own.drop(), source.drop(), target.drop(), warehouse.drop()]);
    },
  };
}

async function queryPostgres(url: string, text: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}

async function queryClickHouse(
  { url, user, password, database }: TestClickHouseDatabase,
  text: string,
): Promise<string> {
  const response = await fetch(`${url}/?database=${database}`, {
    method: 'POST',
    body: text,
    headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
  });
  const answer = (await response.text()).trim();
  if (!response.ok) throw new AiEtlError('QUERY_FAILED', answer);
  return answer;
}

function ignore(): void {
  // These tests read what is stored.
}
