import { describe, expect, it } from 'vitest';
import { isClickHouseTestable } from './component.fixture.ts';
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
