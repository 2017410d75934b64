import { randomBytes } from 'node:crypto';
import { createPool, type Pool } from 'mysql2/promise';
import { acquireTestServers } from '@ai-etl/local';
import { z } from 'zod';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { hostileTexts } from '../kit/contract/hostile.ts';
import { mysql } from '../mysql/connector.ts';
import { quoteName, quoteText } from '../mysql/quote.ts';
import { mysqlSettingsFromUrl } from '../mysql/settings.ts';
import { mysqlSamples } from './mysql-samples.ts';

/** The MariaDB of tests, reached through the driver besides the connector. */
export const mysqlHarness: ContractHarness = {
  connector: mysql,
  samples: [
    ...mysqlSamples,
    {
      native: 'longtext',
      logical: 'text',
      values: hostileTexts.map((text) => [quoteText(text), text] as const),
    },
  ],
  words: {
    quote: quoteName,
    text: quoteText,
    types: { int64: 'bigint', text: 'longtext' },
    // 64 characters; two bytes each in the suite.
    longestName: 128,
    // A space at the end, and what lies beyond the basic plane.
    refusedNames: [' leading and trailing ', '😀'],
    storedAs: (type) => {
      switch (type.kind) {
        case 'timestamptz':
          return { kind: 'timestamp' };
        case 'list':
        case 'json':
        case 'uuid':
          return { kind: 'text' };
        default:
          return type;
      }
    },
    createTable: (name, columns, key = []) => {
      const primary = key.length === 0 ? [] : [`PRIMARY KEY (${key.map(quoteName).join(', ')})`];
      const list = columns.map((one) => `${quoteName(one.name)} ${one.native}`);
      return `CREATE TABLE ${name} (${[...list, ...primary].join(', ')})`;
    },
    // Two tables: of one the server knows the count without counting.
    endless: (marker) =>
      `SELECT CAST(a.seq AS SIGNED) AS n FROM seq_1_to_1000000000 AS a, seq_1_to_1000 AS b /* ${marker} */`,
    comment: (table, column, text) => [
      `ALTER TABLE ${table} COMMENT = ${quoteText(text)}`,
      `ALTER TABLE ${table} MODIFY COLUMN ${column} bigint COMMENT ${quoteText(text)}`,
    ],
    // Comments are kept in the basic plane.
    remark: "it's größer \\ here",
    analyze: (table) => `ANALYZE TABLE ${table}`,
    failing:
      'SELECT IF(seq = 500000, 9223372036854775807 + CAST(seq AS SIGNED), CAST(seq AS SIGNED)) AS n FROM seq_1_to_1000000',
    count: (rows) => `SELECT CAST(seq AS SIGNED) AS n FROM seq_1_to_${rows}`,
  },
  createDatabase,
};

const TextRows = z.array(z.array(z.string().nullable()));

async function createDatabase(): Promise<ContractDatabase> {
  const { mariadb } = await acquireTestServers();
  const database = await mariadb.createDatabase();
  const settings = { ...mysqlSettingsFromUrl(database.url), ssl_mode: 'disable' };
  const { host, port, user, password, name } = database;
  const pool = createPool({
    host,
    port,
    user,
    password,
    database: name,
    charset: 'utf8mb4',
    connectionLimit: 2,
    typeCast: (field) => field.string(),
    rowsAsArray: true,
  });
  const rows = async (sql: string): Promise<readonly (readonly (string | null)[])[]> =>
    TextRows.parse((await pool.query(sql))[0]);
  const at = (marker: string): string =>
    `information_schema.processlist WHERE command <> 'Sleep' AND id <> CONNECTION_ID()
        AND INSTR(info, ${quoteText(marker)}) > 0
        -- A statement that is answered can still be listed for a moment.
        AND info NOT LIKE 'CREATE %'`;
  const strangers: string[] = [];
  return {
    settings,
    schema: name,
    rows,
    execute: async (sql) => {
      await pool.query(sql);
    },
    running: async (marker) => Number((await rows(`SELECT COUNT(*) FROM ${at(marker)}`))[0]?.[0]),
    kill: (marker) => killThreads(pool, `SELECT id FROM ${at(marker)}`),
    createStranger: async () => {
      const stranger = `stranger ${randomBytes(4).toString('hex')}`;
      const secret = randomBytes(9).toString('hex');
      const account = `${quoteText(stranger)}@'%'`;
      await pool.query(`CREATE USER ${account} IDENTIFIED BY ${quoteText(secret)}`);
      // The least that lets an account into a database.
      await pool.query(`GRANT EXECUTE ON ${quoteName(name)}.* TO ${account}`);
      strangers.push(account);
      return { ...settings, user: stranger, password: secret };
    },
    drop: async () => {
      for (const account of strangers) await pool.query(`DROP USER ${account}`);
      await pool.end();
      await database.drop();
    },
  };
}

async function killThreads(pool: Pool, sql: string): Promise<void> {
  const [threads] = await pool.query(sql);
  for (const [id] of TextRows.parse(threads)) await pool.query(`KILL CONNECTION ${Number(id)}`);
}
