import { mkdir, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileDatabase } from '../files/file-database.ts';
import { FilesSession } from '../files/session.ts';
import { openPlace } from '../files/open-place.ts';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { quoteName, quoteText } from '../kit/duckdb/quote.ts';
import { duckdbHarness } from './duckdb-harness.ts';
import { asTables, pathOfTable } from './files-as-tables.ts';

/** Asked of `rows`: how many staged files there are. */
const workTables = 'staged files';

/** Parquet has no such type, or DuckDB writes another in its place. */
const notInParquet = /^(HUGEINT|UHUGEINT|ENUM|INTERVAL|BIT|TIMESTAMP_S|INTEGER\[2\])/;

/** Processes of sessions, so that the suite finds and ends what they run. */
const databases = new Set<FileDatabase>();

/**
 * A folder whose tables are folders of Parquet files: `orders` is `orders/*.parquet`. Statements of the suite run
 * in a DuckDB of the harness, which writes the tables they name as files.
 */
export const filesHarness: ContractHarness = {
  connector: asTables(async (settings, options) => {
    const database = new FileDatabase(await openPlace(settings, options), options.label);
    databases.add(database);
    return new FilesSession(database);
  }),
  reach: 'file',
  without: {
    parts: ['connections', 'catalog', 'planning'],
    because: 'files have no tables, views and NOT NULL; see files.integration.test.ts',
  },
  withoutProfiles: true,
  samples: duckdbHarness.samples.filter(({ native }) => !notInParquet.test(native)),
  words: {
    ...duckdbHarness.words,
    quote: (name) => quoteName(pathOfTable(name)),
    quoteColumn: quoteName,
    workTables,
    longestName: 255,
  },
  createDatabase,
};

async function createDatabase(): Promise<ContractDatabase> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-files-contract-')));
  const root = join(home, 'root');
  await mkdir(root);
  const duck = await DuckProcess.start({
    place: 'the harness',
    label: 'ai-etl contract harness',
    home: join(home, 'duck'),
    filesFolder: root,
    memoryLimitMb: 512,
    threads: 2,
  });
  const doing = 'test';
  const statements = async (marker: string) => {
    const processes = await Promise.all(
      Array.from(databases, (one) => one.process().catch(() => undefined)),
    );
    return processes.flatMap(
      (one) =>
        one?.statements
          .filter(({ sql }) => sql.includes(marker))
          .map(({ connection }) => ({ process: one, connection })) ?? [],
    );
  };
  return {
    settings: { root: 'root' },
    fileRoots: [home],
    schema: 'main',
    execute: (sql) =>
      duck.with(async (connection) => {
        await connection.run(sql, { doing });
        const named = /^(?:CREATE TABLE|INSERT INTO) ("(?:[^"]|"")+")/.exec(sql)?.[1];
        if (named === undefined) return;
        const folder = join(root, named.slice(1, -1).replaceAll('""', '"'), '..');
        await mkdir(folder, { recursive: true });
        const file = join(folder, 'ai-etl-harness-00000000.parquet');
        await connection.run(
          `COPY (SELECT * FROM ${named}) TO ${quoteText(file)} (FORMAT parquet)`,
          { doing },
        );
      }),
    rows: async (sql) => {
      if (sql !== workTables) throw new TypeError(`unknown question: ${sql}`);
      return [[String(await countStaged(root))]];
    },
    running: async (marker) => (await statements(marker)).length,
    kill: async (marker) => {
      for (const { process, connection } of await statements(marker)) process.interrupt(connection);
    },
    drop: async () => {
      databases.clear();
      await duck.close();
      await rm(home, { recursive: true });
    },
  };
}

async function countStaged(root: string): Promise<number> {
  const names = await readdir(root, { recursive: true });
  const staged = names.filter((name) => /_ai_etl_stg_[^/.]+$/.test(name));
  const files = await Promise.all(staged.map((name) => stat(join(root, name))));
  return files.filter((one) => one.isFile()).length;
}
