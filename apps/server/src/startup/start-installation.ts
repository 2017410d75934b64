import { fileURLToPath } from 'node:url';
import { loadSampleDatabase } from '@ai-etl/local';
import type { Store } from '@ai-etl/store';
import type { Config } from '../config.ts';
import { makeLog } from '../http/log.ts';
import { openKeys } from '../keys.ts';
import {
  superviseChild,
  type ChildEvent,
  type SupervisedChild,
} from '../process/supervise-child.ts';
import { systemClock } from '../system-clock.ts';
import { ensureAdmin, type FirstLogin } from './ensure-admin.ts';
import { ensureConnection } from './ensure-connection.ts';
import { openServers, type OpenServers } from './open-servers.ts';
import { openStorePatiently } from './open-store.ts';
import { sampleConnection, warehouseConnection } from './ready-connections.ts';

export interface InstallationOptions {
  readonly config: Config;
  readonly api: boolean;
  readonly worker: boolean;
  /** Children get it, with the addresses of what was started. */
  readonly environment: NodeJS.ProcessEnv;
  /** Lines for the person who started it. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** A child cannot be started at all. */
  readonly onGivenUp: () => void;
}

export interface Installation {
  /** Ends the children, then lets go of the servers. */
  stop(): Promise<void>;
  /** SIGKILL to the children, for the impatient. */
  kill(): void;
}

/** Starts everything that `npm start` promises; resolves when the children are started. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { config, api, say, signal } = options;
  const children: SupervisedChild[] = [];
  const servers = await openServers({
    config,
    withWarehouse: api,
    say,
    signal,
    onDatabaseRestarted: () => restartIfMoved(),
  });
  let databaseUrl = servers.databaseUrl();
  const restartIfMoved = (): void => {
    if (servers.databaseUrl() === databaseUrl) return;
    databaseUrl = servers.databaseUrl();
    for (const child of children) child.restart();
  };
  try {
    if (api) await prepare(options, servers);
    signal.throwIfAborted();
    children.push(...startChildren(options, () => databaseUrl));
  } catch (error) {
    await servers.stop();
    throw error;
  }
  return {
    kill: () => {
      for (const child of children) child.kill();
    },
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await servers.stop();
    },
  };
}

/** Migrates, and makes what a first start makes. */
async function prepare(options: InstallationOptions, servers: OpenServers): Promise<void> {
  const { config, say, signal } = options;
  const log = makeLog(
    'start',
    config.logLevel === 'info' ? 'warn' : config.logLevel,
    process.stderr,
  );
  const store = await openStorePatiently(
    {
      databaseUrl: servers.databaseUrl(),
      secretKeys: openKeys(config).secrets,
      log,
      applicationName: 'ai-etl start',
      maxConnections: 2,
    },
    { clock: systemClock, log, signal },
  );
  try {
    const login = await ensureAdmin(store.identity, config);
    if (login.created) sayLogin(login, say);
    await ensureConnections(store, { login, config, servers, say });
  } finally {
    await store.close();
  }
}

function sayLogin({ email, generatedPassword }: FirstLogin, say: (line: string) => void): void {
  say(`First start. Admin: ${email}`);
  if (generatedPassword !== null) {
    say(`Password: ${generatedPassword}   (shown this once; only its hash is kept)`);
  }
}

interface ConnectionsRequest {
  readonly login: FirstLogin;
  readonly config: Config;
  readonly servers: OpenServers;
  readonly say: (line: string) => void;
}

async function ensureConnections(store: Store, request: ConnectionsRequest): Promise<void> {
  const { login, config, servers, say } = request;
  const scope = { organisationId: login.organisationId };
  const { projectId } = login;
  if (servers.warehouse !== null) {
    await ensureConnection(
      store.connections,
      scope,
      warehouseConnection(projectId, servers.warehouse),
    );
  }
  if (!config.sample) return;
  const { connection } = await loadSampleDatabase({
    serverUrl: servers.embeddedPostgresUrl ?? servers.databaseUrl(),
    rows: config.sampleRows,
    log: say,
  });
  await ensureConnection(store.connections, scope, sampleConnection(projectId, connection));
}

function startChildren(
  { config, api, worker, environment, say, onGivenUp }: InstallationOptions,
  databaseUrl: () => string,
): readonly SupervisedChild[] {
  const onEvent = (event: ChildEvent): void => {
    switch (event.kind) {
      case 'ready':
        if (event.name === 'api') sayAddress(config, say);
        else if (!api) say('The worker is ready.');
        return;
      case 'crashed':
        say(`The ${event.name} ended (${event.how}); starting it again in ${event.againInMs} ms.`);
        return;
      case 'given_up':
        say(`The ${event.name} cannot run; see the message above.`);
        onGivenUp();
    }
  };
  const env = (): NodeJS.ProcessEnv => ({
    ...environment,
    AI_ETL_HOME: config.home,
    PORT: String(config.port),
    DATABASE_URL: databaseUrl(),
  });
  const programs = [
    ...(api ? [{ name: 'api', program: pathOf('../main-api.ts') }] : []),
    ...(worker
      ? [{ name: 'worker', program: pathOf('../main-worker.ts'), nodeOptions: workerOptions }]
      : []),
  ];
  return programs.map((one) => superviseChild({ ...one, env, clock: systemClock, onEvent }));
}

/**
 * Blocks of rows are garbage as soon as they are sent; a small young generation collects them
 * early. Measured at 1 M rows: a peak of 154 to 166 MB instead of 186 to 218, at the same speed.
 */
const workerOptions = ['--max-semi-space-size=2'];

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

let saidAddress = false;

/** Once; a restarted API is at the same address. */
function sayAddress({ host, port }: Config, say: (line: string) => void): void {
  if (saidAddress) return;
  saidAddress = true;
  const shown = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
    ? 'localhost'
    : host;
  say(`AI-ETL is ready: http://${shown}:${port}   (API playground: http://${shown}:${port}/docs)`);
}
