import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdb } from '../duckdb/connector.ts';
import { shareDatabase } from '../duckdb/open-databases.ts';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { hostileTexts } from '../kit/contract/hostile.ts';
import type { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { quoteName, quoteText } from '../kit/duckdb/quote.ts';
import { duckdbSamples } from './duckdb-samples.ts';

/** A DuckDB file in a directory of its own. */
export const duckdbHarness: ContractHarness = {
  connector: duckdb,
  reach: 'file',
  samples: [
    ...duckdbSamples,
    {
      native: 'VARCHAR',
      logical: 'text',
      values: [...hostileTexts.map((text) => [quoteText(text), text] as const), ['NULL', null]],
    },
  ],
  words: {
    quote: quoteName,
    text: quoteText,
    types: { int64: 'BIGINT', text: 'VARCHAR' },
    longestName: null,
    flush: 'CHECKPOINT',
    createTable: (name, columns, key = []) => {
      const list = columns.map(
        (one) => `${quoteName(one.name)} ${one.native}${key.includes(one.name) ? ' NOT NULL' : ''}`,
      );
      return `CREATE TABLE ${name} (${list.join(', ')})`;
    },
    endless: (marker) => `SELECT range AS n FROM range(1000000000000000) /* ${marker} */`,
    failing:
      "SELECT CASE WHEN range = 500000 THEN error('enough') ELSE range END AS n FROM range(1000000)",
    count: (rows) => `SELECT range + 1 AS n FROM range(${rows})`,
    comment: (table, column, text) => [
      `COMMENT ON TABLE ${table} IS ${quoteText(text)}`,
      `COMMENT ON COLUMN ${table}.${column} IS ${quoteText(text)}`,
    ],
  },
  createDatabase,
};

/** The harness shares the process of the connector, for DuckDB locks the file; not its code for SQL. */
async function createDatabase(): Promise<ContractDatabase> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-duckdb-contract-')));
  const path = join(folder, 'contract.duckdb');
  const file = { path, shownPath: path, readOnly: false, memoryLimitMb: 1024 };
  const doing = 'test';
  const withProcess = async <T>(action: (duck: DuckProcess) => Promise<T>): Promise<T> => {
    const share = await shareDatabase(file, { label: 'ai-etl contract harness' });
    try {
      return await action(share.duck);
    } finally {
      await share.release();
    }
  };
  await withProcess(async () => undefined);
  const at = (duck: DuckProcess, marker: string) =>
    duck.statements.filter((one) => one.sql.includes(marker));
  return {
    settings: { path: 'contract.duckdb' },
    fileRoots: [folder],
    schema: 'main',
    execute: (sql) =>
      withProcess((duck) => duck.with(async (one) => void (await one.run(sql, { doing })))),
    rows: (sql) =>
      withProcess((duck) =>
        duck.with((one) =>
          one.rows(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql}\n) AS q`, { doing }),
        ),
      ),
    running: (marker) => withProcess(async (duck) => at(duck, marker).length),
    kill: (marker) =>
      withProcess(async (duck) => {
        for (const { connection } of at(duck, marker)) duck.interrupt(connection);
      }),
    drop: () => rm(folder, { recursive: true }),
  };
}
