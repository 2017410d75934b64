import { createClient } from '@clickhouse/client';
import { acquireTestServers } from '@ai-etl/local';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { answerSql } from './answer-sql.ts';
import { openDatabases } from './open-databases.ts';

const databases = openDatabases();
afterAll(() => databases.close());

const now = '2026-11-29T12:00:00Z';
const schemaDdl = 'create table SHIPS (name text -- as on the hull\n);';

describe('a database named by its URL', () => {
  it('of PostgreSQL is read with its values, and keeps comments of the DDL beside it', async () => {
    const { postgres } = await acquireTestServers();
    const home = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: home.url });
    await client.connect();
    await client.query("CREATE TABLE ships AS SELECT unnest(ARRAY['Vasa', 'Mary Rose']) AS name");
    await client.end();
    try {
      const database = await databases.find({ dsn: home.url, schemaDdl });
      expect(database.dialect).toBe('postgresql');
      expect(database.catalog.tables[0]?.columns[0]?.comment).toBe('as on the hull');
      expect(database.values.get('mary rose')).toEqual([
        { schema: 'public', table: 'ships', column: 'name', value: 'Mary Rose' },
      ]);
      expect(await databases.find({ dsn: home.url, schemaDdl })).toBe(database);
      const answer = await answerSql({ question: 'How many ships are there?', database, now });
      expect(answer).toMatchObject({ kind: 'sql', sql: expect.stringContaining('ships') });
    } finally {
      await databases.close();
      await home.drop();
    }
  });

  it('of ClickHouse is read with its values', async () => {
    const { clickhouse } = await acquireTestServers();
    const home = await clickhouse.createDatabase();
    const { user, password, database: name } = home;
    const client = createClient({ url: home.url, username: user, password, database: name });
    await client.command({
      query: "CREATE TABLE ships ENGINE = MergeTree ORDER BY name AS SELECT 'Vasa' AS name",
    });
    await client.close();
    const url = new URL(home.url);
    url.username = user;
    url.password = password;
    url.pathname = `/${name}`;
    try {
      const database = await databases.find({ dsn: url.href.replace('http:', 'clickhouse:') });
      expect(database.dialect).toBe('clickhouse');
      expect(database.values.get('vasa')).toMatchObject([{ table: 'ships', value: 'Vasa' }]);
      const answer = await answerSql({ question: 'How many ships are there?', database, now });
      expect(answer).toMatchObject({ kind: 'sql', sql: expect.stringContaining('ships') });
    } finally {
      await databases.close();
      await home.drop();
    }
  });

  it('of a kind nobody knows is refused with what is allowed', async () => {
    await expect(databases.find({ dsn: 'ftp://x/y' })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'dsn', error: expect.stringContaining('postgresql:') }],
    });
    await expect(databases.find({})).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });
});
