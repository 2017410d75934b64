import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { acquireTestServers } from '@ai-etl/local';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { hostileTexts } from '../kit/contract/hostile.ts';
import { postgresql } from '../postgresql/connector.ts';
import { quoteName, quoteText } from '../postgresql/quote.ts';
import { postgresqlSettingsFromUrl } from '../postgresql/settings.ts';
import { postgresqlSamples } from './postgresql-samples.ts';

/** The embedded PostgreSQL, reached through pg besides the connector. */
export const postgresqlHarness: ContractHarness = {
  connector: postgresql,
  samples: [
    ...postgresqlSamples,
    {
      native: 'text',
      logical: 'text',
      values: hostileTexts.map((text) => [quoteText(text), text] as const),
    },
  ],
  words: {
    quote: quoteName,
    text: quoteText,
    types: { int64: 'bigint', text: 'text' },
    longestName: 63,
    createTable: (name, columns, key = []) => {
      const primary = key.length === 0 ? [] : [`PRIMARY KEY (${key.map(quoteName).join(', ')})`];
      const list = columns.map((one) => `${quoteName(one.name)} ${one.native}`);
      return `CREATE TABLE ${name} (${[...list, ...primary].join(', ')})`;
    },
    // In the select list it streams; in FROM it would fill the disk first.
    endless: (marker) => `SELECT generate_series(1, 1000000000000) AS n /* ${marker} */`,
    comment: (table, column, text) => [
      `COMMENT ON TABLE ${table} IS ${quoteText(text)}`,
      `COMMENT ON COLUMN ${table}.${column} IS ${quoteText(text)}`,
    ],
    analyze: (table) => `ANALYZE ${table}`,
    failing: 'SELECT n / (n - 500000) * 0 + n AS n FROM generate_series(1::bigint, 1000000) AS n',
    count: (rows) => `SELECT i AS n FROM generate_series(1::bigint, ${rows}) AS i`,
  },
  createDatabase,
};

async function createDatabase(): Promise<ContractDatabase> {
  const { postgres } = await acquireTestServers();
  const database = await postgres.createDatabase();
  const settings = { ...postgresqlSettingsFromUrl(database.url), ssl_mode: 'disable' };
  const pool = new pg.Pool({
    connectionString: database.url,
    max: 2,
    types: { getTypeParser: () => (text: string) => text },
  });
  pool.on('error', () => undefined);
  const strangers: string[] = [];
  const rows = async (sql: string): Promise<readonly (readonly (string | null)[])[]> =>
    (await pool.query<(string | null)[]>({ text: sql, rowMode: 'array' })).rows;
  const at = (marker: string): string =>
    `pg_stat_activity WHERE datname = current_database() AND state = 'active'
       AND pid <> pg_backend_pid() AND strpos(query, ${quoteText(marker)}) > 0`;
  return {
    settings,
    schema: 'public',
    rows,
    execute: async (sql) => {
      await pool.query(sql);
    },
    running: async (marker) => Number((await rows(`SELECT count(*) FROM ${at(marker)}`))[0]?.[0]),
    kill: async (marker) => {
      await pool.query(`SELECT pg_terminate_backend(pid) FROM ${at(marker)}`);
    },
    createStranger: async () => {
      const name = `stranger ${randomBytes(4).toString('hex')}`;
      const password = randomBytes(9).toString('hex');
      await pool.query(`CREATE ROLE ${quoteName(name)} LOGIN PASSWORD ${quoteText(password)}`);
      strangers.push(name);
      return { ...settings, user: name, password };
    },
    drop: async () => {
      for (const name of strangers) {
        await pool.query(`DROP OWNED BY ${quoteName(name)}; DROP ROLE ${quoteName(name)}`);
      }
      await pool.end();
      await database.drop();
    },
  };
}
