import { AiEtlError, specHash } from '@ai-etl/core';
import { createDatabase } from '@ai-etl/local';
import { openStore, type Scope, type Store } from '@ai-etl/store';
import { tellClickHouse } from './ask-clickhouse.ts';
import { faultCases, labelsTable, specOf } from './fault-case.ts';
import { adminEmail, type Installation } from './installation.ts';

const sourceDatabase = 'faults_source';
const targetDatabase = 'faults_target';

/** Where the tables are; read it anew each time, a restarted server may be elsewhere. */
export function databaseUrls({ servers }: Installation) {
  const named = (name: string) => {
    const url = new URL(servers.postgres.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  return { source: () => named(sourceDatabase), target: () => named(targetDatabase) };
}

/**
 * Makes databases, connections and one pipeline per case; answers pipeline ids by case name.
 * Specs are stored directly: what words become is not the subject here.
 */
export async function setUpPipelines(
  installation: Installation,
): Promise<ReadonlyMap<string, string>> {
  const { servers, secretKey } = installation;
  for (const name of [sourceDatabase, targetDatabase]) {
    await createDatabase(servers.postgres.url, name);
  }
  const store = await openStore({
    databaseUrl: servers.postgres.url,
    secretKeys: { activeId: secretKey.id, keys: [secretKey] },
    log: { info: ignore, warn: ignore, error: ignore },
    applicationName: 'ai-etl faults',
  });
  try {
    const { scope, projectId } = await findHome(store);
    const connections = await createConnections(store, { scope, projectId, installation });
    const ids = new Map<string, string>();
    for (const one of faultCases) {
      const spec = specOf(one, connections);
      const created = await store.pipelines.createPipeline(scope, {
        projectId,
        name: one.name,
        description: `Fault test: ${one.name}`,
        spec,
        specHash: specHash(spec),
      });
      ids.set(one.name, created.id);
    }
    return ids;
  } finally {
    await store.close();
  }
}

/** Labels in ClickHouse for the ids of joined rows, all but every eleventh. */
export async function createLabels({ servers }: Installation, rows: number): Promise<void> {
  const statements = [
    `CREATE TABLE ${labelsTable} (row_id Int64, label String) ENGINE = MergeTree ORDER BY row_id`,
    `INSERT INTO ${labelsTable} SELECT number, concat('label of ', toString(number))
     FROM numbers(1, ${rows + 10_000}) WHERE number % 11 != 0`,
  ];
  for (const sql of statements) await tellClickHouse(servers.clickhouse, sql);
}

interface Home {
  readonly scope: Scope;
  readonly projectId: string;
}

async function findHome(store: Store): Promise<Home> {
  const admin = await store.identity.findUserByEmail(adminEmail);
  const organisationId = admin?.memberships[0]?.organisationId;
  if (organisationId === undefined) throw missing('organisation');
  const scope = { organisationId };
  const projects = await store.identity.listProjects(scope);
  const [project] = projects;
  if (project === undefined) throw missing('project');
  return { scope, projectId: project.id };
}

async function createConnections(
  store: Store,
  { scope, projectId, installation }: Home & { readonly installation: Installation },
) {
  const { postgres, clickhouse } = installation.servers;
  const server = new URL(postgres.url);
  const createPostgres = (name: string, database: string) =>
    store.connections.createConnection(scope, {
      projectId,
      name,
      type: 'postgresql',
      settings: {
        host: server.hostname,
        port: Number(server.port),
        database,
        user: decodeURIComponent(server.username),
        ssl_mode: 'disable',
      },
      secrets: { password: decodeURIComponent(server.password) },
    });
  const source = await createPostgres('faults source', sourceDatabase);
  const target = await createPostgres('faults target', targetDatabase);
  const warehouse = await store.connections.createConnection(scope, {
    projectId,
    name: 'faults warehouse',
    type: 'clickhouse',
    settings: {
      host: new URL(clickhouse.url).hostname,
      port: clickhouse.port,
      database: clickhouse.database,
      user: clickhouse.user,
      ssl_mode: 'disable',
    },
    secrets: { password: clickhouse.password },
  });
  const files = await store.connections.createConnection(scope, {
    projectId,
    name: 'faults files',
    type: 'files',
    settings: { root: '.' },
    secrets: {},
  });
  return {
    source: source.id,
    targets: { postgresql: target.id, clickhouse: warehouse.id, files: files.id },
  };
}

function missing(what: string): AiEtlError {
  return new AiEtlError('RESOURCE_NOT_FOUND', `The installation has no ${what} for ${adminEmail}.`);
}

function ignore(): void {
  // The installation has a log of its own.
}
