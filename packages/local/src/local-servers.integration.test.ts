import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLocalClickHouse } from './clickhouse/start-local-clickhouse.ts';
import { isClickHouseTestable } from './component.fixture.ts';
import { withPostgres } from './postgres/connection.ts';
import { startEmbeddedPostgres } from './postgres/start-embedded-postgres.ts';
import { chooseServerAccount } from './process/account.ts';
import { readProcessIdentity } from './process/process-identity.ts';
import type { ServerEvent } from './process/supervisor.ts';
import { startLocalServers, type LocalServers } from './start-local-servers.ts';

const base = mkdtempSync(join(tmpdir(), 'ai-etl-local-'));
// As root, PostgreSQL's own account has to get in.
chmodSync(base, 0o755);
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Held {
  readonly pid: number;
  readonly adopted: boolean;
  readonly url: string;
}

async function hold(
  home: string,
  account?: { readonly uid: number; readonly gid: number },
): Promise<{ readonly child: ChildProcess; readonly postgres: Held; readonly clickhouse: Held }> {
  const program = fileURLToPath(new URL('./holder.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [program, home], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...JSON.parse(line) };
  }
  throw new RangeError('The holder ended without a word');
}

async function askClickHouse(server: LocalServers['clickhouse'], sql: string): Promise<string> {
  const response = await fetch(server.url, {
    method: 'POST',
    body: sql,
    headers: { 'X-ClickHouse-Key': server.password },
  });
  return (await response.text()).trim();
}

async function askPostgres(url: string, sql: string): Promise<unknown> {
  return await withPostgres(url, async (client) => (await client.query(sql)).rows);
}

const isAlive = (pid: number) => readProcessIdentity(pid) !== undefined;

describe.skipIf(!isClickHouseTestable())('local servers', () => {
  const home = join(base, 'home');
  let servers: LocalServers;
  const events: ServerEvent[] = [];

  beforeAll(async () => {
    servers = await startLocalServers({ home, onEvent: (event) => events.push(event) });
    await askPostgres(servers.postgres.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const ddl = 'CREATE TABLE warehouse.kept (n Int32) ENGINE = MergeTree ORDER BY n';
    expect(await askClickHouse(servers.clickhouse, ddl)).toBe('');
    expect(await askClickHouse(servers.clickhouse, 'INSERT INTO warehouse.kept VALUES (7)')).toBe(
      '',
    );
  });
  afterAll(() => servers.stop());

  it('start on an empty home, with passwords nobody else may read', async () => {
    expect(servers.postgres.adopted).toBe(false);
    expect(servers.clickhouse.adopted).toBe(false);
    for (const name of ['postgres', 'clickhouse']) {
      expect(statSync(join(home, 'run', name, 'password')).mode & 0o777).toBe(0o600);
    }
    const version = await askPostgres(servers.postgres.url, 'SHOW server_version_num');
    expect(version).toEqual([{ server_version_num: expect.stringMatching(/^18/) }]);
  });

  it('keep fsync on, UTF-8, scram and loopback only', async () => {
    const settings = await askPostgres(
      servers.postgres.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
              current_setting('listen_addresses') AS address, current_setting('timezone') AS zone,
              (SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules) AS auth,
              (SELECT datlocale FROM pg_database WHERE datname = 'ai_etl') AS locale`,
    );
    expect(settings).toEqual([
      {
        fsync: 'on',
        encoding: 'UTF8',
        address: '127.0.0.1',
        zone: 'UTC',
        auth: 'scram-sha-256',
        locale: 'C.UTF-8',
      },
    ]);
  });

  it('are shared: a second start adopts them, and letting go of it leaves them running', async () => {
    const second = await startLocalServers({ home });
    expect(second.postgres).toMatchObject({ adopted: true, pid: servers.postgres.pid });
    expect(second.clickhouse).toMatchObject({ adopted: true, pid: servers.clickhouse.pid });
    await second.stop();
    expect(isAlive(servers.postgres.pid)).toBe(true);
    expect(isAlive(servers.clickhouse.pid)).toBe(true);
  });

  it('come back with their data after a SIGKILL, on the same ports', async () => {
    const before = { postgres: servers.postgres.pid, clickhouse: servers.clickhouse.pid };
    const urls = [servers.postgres.url, servers.clickhouse.url];
    process.kill(before.postgres, 'SIGKILL');
    process.kill(before.clickhouse, 'SIGKILL');
    await vi.waitFor(
      () => {
        const back = events
          .filter((event) => event.kind === 'restarted')
          .map((event) => event.server);
        expect(back.sort()).toEqual(['clickhouse', 'postgres']);
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(servers.postgres.pid).not.toBe(before.postgres);
    expect(servers.clickhouse.pid).not.toBe(before.clickhouse);
    expect([servers.postgres.url, servers.clickhouse.url]).toEqual(urls);
    expect(await askPostgres(servers.postgres.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(await askClickHouse(servers.clickhouse, 'SELECT n FROM warehouse.kept')).toBe('7');
  });

  it('survive their starter, and the next process adopts them', async () => {
    const orphaned = join(base, 'orphaned');
    const first = await hold(orphaned);
    expect(first.postgres.adopted).toBe(false);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const heir = await startLocalServers({ home: orphaned });
    try {
      expect(heir.postgres).toMatchObject({ ...first.postgres, adopted: true });
      expect(heir.clickhouse).toMatchObject({ ...first.clickhouse, adopted: true });
    } finally {
      await heir.stop();
    }
    // The killed holder's leases count for nothing, so the heir was the last.
    expect(isAlive(first.postgres.pid)).toBe(false);
    expect(isAlive(first.clickhouse.pid)).toBe(false);
  });

  it('are started once when two processes start at the same time', async () => {
    const raced = join(base, 'raced');
    const [a, b] = await Promise.all([hold(raced), hold(raced)]);
    expect(a.postgres.pid).toBe(b.postgres.pid);
    expect(a.clickhouse.pid).toBe(b.clickhouse.pid);
    expect(a.postgres.adopted).not.toBe(b.postgres.adopted);
    for (const { child } of [a, b]) {
      expect(isAlive(a.postgres.pid)).toBe(true);
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    expect(isAlive(a.postgres.pid)).toBe(false);
    expect(isAlive(a.clickhouse.pid)).toBe(false);
  });

  it('start over pid files whose pid now belongs to a stranger', async () => {
    const stale = join(base, 'stale');
    const first = await startLocalServers({ home: stale });
    const pidFile = join(first.postgres.dataDirectory, 'postmaster.pid');
    const written = readFileSync(pidFile, 'utf8');
    const { uid, gid } = statSync(pidFile);
    await first.stop();
    // This very test process plays the stranger.
    writeFileSync(pidFile, written.replace(/^\d+/, String(process.pid)));
    chownSync(pidFile, uid, gid);
    const state = { identity: `${process.pid}:1`, port: first.clickhouse.port };
    writeFileSync(join(stale, 'run', 'clickhouse', 'server.json'), JSON.stringify(state));
    const second = await startLocalServers({ home: stale });
    expect(second.postgres.adopted).toBe(false);
    expect(second.clickhouse.adopted).toBe(false);
    await second.stop();
  });

  it('move to another port when theirs is taken, and say so when a fixed one is', async () => {
    const moved = join(base, 'moved');
    const first = await startLocalServers({ home: moved });
    const ports = [first.postgres.port, first.clickhouse.port];
    await first.stop();
    const strangers = await Promise.all(
      ports.map(async (port) => {
        const stranger = createServer().listen(port, '127.0.0.1');
        await once(stranger, 'listening');
        return stranger;
      }),
    );
    try {
      const [postgresPort = 0, clickhousePort = 0] = ports;
      const fixed = startEmbeddedPostgres({ home: moved, port: postgresPort });
      await expect(fixed).rejects.toMatchObject({
        code: 'LOCAL_SERVER_FAILED',
        message: expect.stringContaining(`Port ${postgresPort}`),
      });
      await expect(startLocalClickHouse({ home: moved, port: clickhousePort })).rejects.toThrow(
        /taken by another program/,
      );
      const second = await startLocalServers({ home: moved });
      expect(ports).not.toContain(second.postgres.port);
      expect(ports).not.toContain(second.clickhouse.port);
      await second.stop();
    } finally {
      for (const stranger of strangers) stranger.close();
    }
  });

  it('say what is wrong when the data is damaged, with the last log lines', async () => {
    const damaged = join(base, 'damaged');
    const first = await startEmbeddedPostgres({ home: damaged });
    await first.stop();
    writeFileSync(join(first.dataDirectory, 'postgresql.conf'), 'no such setting\n');
    await expect(startEmbeddedPostgres({ home: damaged })).rejects.toMatchObject({
      code: 'LOCAL_SERVER_FAILED',
      message: expect.stringMatching(/did not start on[\s\S]*postgresql\.conf/),
    });
  });

  it.skipIf(process.getuid?.() !== 0)(
    'run as an ordinary user too, who may not write everywhere',
    async () => {
      const account = chooseServerAccount();
      expect(account).toBeDefined();
      const { uid = 0, gid = 0 } = account ?? {};
      expect(statSync(servers.postgres.dataDirectory).uid).toBe(uid);
      const own = join(base, 'ordinary');
      mkdirSync(own);
      chownSync(own, uid, gid);
      const held = await hold(join(own, 'home'), { uid, gid });
      expect(statSync(join(own, 'home', 'postgres', 'data')).uid).toBe(uid);
      held.child.kill('SIGTERM');
      await once(held.child, 'exit');
      expect(isAlive(held.postgres.pid)).toBe(false);
    },
  );

  it('say which place they may not write to', async () => {
    const file = join(base, 'a-file');
    writeFileSync(file, '');
    await expect(startLocalServers({ home: join(file, 'home') })).rejects.toMatchObject({
      code: 'LOCAL_SERVER_FAILED',
      message: expect.stringContaining('AI_ETL_HOME'),
    });
  });
});
