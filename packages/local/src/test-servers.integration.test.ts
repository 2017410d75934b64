import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isClickHouseTestable } from './component.fixture.ts';
import { withMariadb } from './mariadb/connection.ts';
import { isMariadbTestable, startLocalMariadb } from './mariadb/start-local-mariadb.ts';
import { withPostgres } from './postgres/connection.ts';
import { acquireTestServers } from './test-servers.ts';

describe.skipIf(!isClickHouseTestable())('test servers', () => {
  it('are the same for everybody who asks', async () => {
    expect(await acquireTestServers()).toBe(await acquireTestServers());
  });

  it('give each test a PostgreSQL database of its own, and drop it with open connections', async () => {
    const { postgres } = await acquireTestServers();
    const [first, second] = await Promise.all([
      postgres.createDatabase(),
      postgres.createDatabase(),
    ]);
    await withPostgres(first.url, async (client) => {
      await client.query('CREATE TABLE t AS SELECT 1 AS n');
      await expect(
        withPostgres(second.url, (other) => other.query('SELECT * FROM t')),
      ).rejects.toMatchObject({ code: '42P01' });
    });
    await first.drop();
    await expect(
      withPostgres(first.url, (client) => client.query('SELECT 1')),
    ).rejects.toMatchObject({
      code: '3D000',
    });
    await second.drop();
  });

  it('give each test a ClickHouse database with an engine that can exchange tables', async () => {
    const { clickhouse } = await acquireTestServers();
    const database = await clickhouse.createDatabase();
    const ask = async (sql: string) => {
      const headers = { 'X-ClickHouse-User': database.user, 'X-ClickHouse-Key': database.password };
      const answer = await fetch(database.url, { method: 'POST', body: sql, headers });
      return (await answer.text()).trim();
    };
    const engine = `SELECT engine FROM system.databases WHERE name = '${database.database}'`;
    expect(await ask(engine)).toBe('Atomic');
    await database.drop();
    expect(await ask(engine)).toBe('');
  });
});

describe.skipIf(!isMariadbTestable())('the MariaDB of tests', () => {
  it('is another server than the machine has, with databases that are dropped again', async () => {
    const { mariadb } = await acquireTestServers();
    const database = await mariadb.createDatabase();
    await withMariadb(database, async (connection) => {
      const ask = async (sql: string) => (await connection.query(sql))[0];
      expect(
        await ask(
          `SELECT 1 AS n FROM information_schema.schemata WHERE schema_name = '${database.name}'`,
        ),
      ).toEqual([{ n: 1 }]);
      expect(await ask('SELECT @@local_infile AS n')).toEqual([{ n: 1 }]);
      expect(
        await ask("SELECT CONVERT_TZ('2024-07-01 12:00:00', 'UTC', 'Europe/Berlin') AS t"),
      ).toEqual([{ t: new Date('2024-07-01T14:00:00') }]);
      await database.drop();
      await expect(
        connection.query(`CREATE TABLE ${database.name}.t (n INT)`),
      ).rejects.toMatchObject({ code: 'ER_BAD_DB_ERROR' });
    });
  });

  it('is adopted by the next start, and started again after its death', async () => {
    const home = mkdtempSync(join(tmpdir(), 'ai-etl-mariadb-'));
    chmodSync(home, 0o755);
    try {
      const first = await startLocalMariadb({ home });
      const second = await startLocalMariadb({ home });
      expect([first.adopted, second.adopted, second.pid]).toEqual([false, true, first.pid]);
      await withMariadb(first, (connection) => connection.query('CREATE DATABASE kept'));
      const killed = first.pid;
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => first.pid, { timeout: 60_000 }).not.toBe(killed);
      await withMariadb(first, (connection) => connection.query('USE kept'));
      await first.stop();
      await withMariadb(second, (connection) => connection.query('USE kept'));
      await second.stop();
      await expect(withMariadb(second, (one) => one.query('SELECT 1'))).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      });
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
