import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { hostileTexts } from '../kit/contract/hostile.ts';
import { sqlite } from '../sqlite/connector.ts';
import { LiveStatements } from '../sqlite/process/live-statements.ts';
import { quoteName, quoteText } from '../sqlite/quote.ts';
import { sqliteSamples } from './sqlite-samples.ts';

const counting = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c';

/** A file below a folder of its own, reached through node:sqlite besides the connector. */
export const sqliteHarness: ContractHarness = {
  connector: sqlite,
  reach: 'file',
  samples: [
    ...sqliteSamples,
    {
      native: 'TEXT',
      logical: 'text',
      values: [...hostileTexts, 'nul\0inside'].map((text) => [quoteText(text), text] as const),
    },
  ],
  words: {
    quote: quoteName,
    text: quoteText,
    types: { int64: 'INTEGER', text: 'TEXT' },
    longestName: 255,
    widens: false,
    createTable: (name, columns, key = []) => {
      const list = columns.map((one) => {
        const isKey = key.includes(one.name);
        return `${quoteName(one.name)} ${one.native}${isKey ? ' NOT NULL' : ''}`;
      });
      const primary = key.length === 0 ? [] : [`PRIMARY KEY (${key.map(quoteName).join(', ')})`];
      return `CREATE TABLE ${name} (${[...list, ...primary].join(', ')})`;
    },
    endless: (marker) => `${counting}) SELECT n FROM c /* ${marker} */`,
    count: (rows) => `${counting} LIMIT ${rows}) SELECT n FROM c`,
    // abs() of the least integer overflows.
    failing: `${counting} LIMIT 1000000) SELECT CASE n WHEN 500000 THEN abs(-9223372036854775807 - 1) ELSE n END AS n FROM c`,
    analyze: () => 'ANALYZE',
    flush: 'PRAGMA wal_checkpoint(TRUNCATE)',
    workTables: `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND (name LIKE '%ai_etl_stg%' OR name LIKE '%ai_etl_nxt%')`,
  },
  createDatabase,
};

async function createDatabase(): Promise<ContractDatabase> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-sqlite-')));
  // Opened for each call: the connector looks into the file too, and a process that closes a file loses
  // all its locks on it (https://sqlite.org/howtocorrupt.html, 2.2).
  const use = <T>(action: (database: DatabaseSync) => T): T => {
    const database = new DatabaseSync(join(root, 'contract.db'), { timeout: 10_000 });
    try {
      return action(database);
    } finally {
      database.close();
    }
  };
  use((database) => database.exec('PRAGMA journal_mode = WAL'));
  const at = (marker: string) => LiveStatements.all().filter((one) => one.text.includes(marker));
  return {
    settings: { path: 'contract.db' },
    fileRoots: [root],
    schema: 'main',
    execute: async (sql) => use((database) => database.exec(sql)),
    rows: async (sql) =>
      use((database) => {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        return statement
          .all()
          .map((row) => Object.values(row).map((one) => (one === null ? null : String(one))));
      }),
    running: async (marker) => at(marker).length,
    kill: async (marker) => {
      for (const { pid } of at(marker)) process.kill(pid, 'SIGKILL');
    },
    drop: () => rm(root, { recursive: true }),
  };
}
