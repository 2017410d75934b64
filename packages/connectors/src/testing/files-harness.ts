import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { invariant, type ConnectionSettings } from '@ai-etl/core';
import { FileDatabase } from '../files/file-database.ts';
import { FilesSession } from '../files/session.ts';
import { openPlace } from '../files/open-place.ts';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { quoteName, quoteText } from '../kit/duckdb/quote.ts';
import { duckdbHarness } from './duckdb-harness.ts';
import { asTables, pathOfTable } from './files-as-tables.ts';

/** Where the tables of a suite lie as files. */
export interface TableFolder {
  readonly settings: ConnectionSettings;
  /** Folders that sessions may use files of. */
  readonly fileRoots: readonly string[];
  /** Folder of this machine in which the files can be seen. */
  readonly shownIn: string;
  /** Puts a copy of a file of this machine there. */
  put(file: string, name: string): Promise<void>;
  /** Takes one away again. */
  take(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** Asked of `rows`: how many staged files there are. */
const workTables = 'staged files';

/** Parquet has no such type, or DuckDB writes another in its place. */
const notInParquet = /^(HUGEINT|UHUGEINT|ENUM|INTERVAL|BIT|TIMESTAMP_S|INTEGER\[2\])/;

/** Tables below a folder of this machine. */
export const filesHarness: ContractHarness = tablesAsFiles(async (home) => {
  const root = join(home, 'root');
  await mkdir(root);
  return {
    settings: { root: 'root' },
    fileRoots: [home],
    shownIn: root,
    put: async (file, name) => {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await copyFile(file, join(root, name));
    },
    take: (name) => rm(join(root, name)),
    remove: async () => undefined,
  };
});

/**
 * Tables that are folders of Parquet files: `orders` is `orders/*.parquet`. Statements of the suite run in a DuckDB
 * of the harness, and the tables they change are written as files.
 */
export function tablesAsFiles(openFolder: (home: string) => Promise<TableFolder>): ContractHarness {
  /** Processes of sessions, so that the suite finds and ends what they run. */
  const databases = new Set<FileDatabase>();
  let folder: TableFolder | undefined;
  const shownIn = (): string => {
    invariant(folder !== undefined, 'the folder is there while tests run');
    return folder.shownIn;
  };
  return {
    connector: asTables(async (settings, options) => {
      const database = new FileDatabase(await openPlace(settings, options), options.label);
      databases.add(database);
      return new FilesSession(database);
    }, shownIn),
    // Rows are written to and read from files of this machine: no cable can be cut while they flow.
    reach: 'file',
    without: {
      parts: ['connections', 'catalog', 'planning'],
      because: 'files have no tables, views and NOT NULL; see files.integration.test.ts',
    },
    withoutViews: true,
    samples: duckdbHarness.samples.filter(({ native }) => !notInParquet.test(native)),
    words: {
      ...duckdbHarness.words,
      quote: (name) => quoteName(pathOfTable(name)),
      quoteColumn: quoteName,
      workTables,
      longestName: 255,
    },
    createDatabase: async () => {
      const home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-files-contract-')));
      folder = await openFolder(home);
      return createDatabase(home, { folder, databases });
    },
  };
}

interface Parts {
  readonly folder: TableFolder;
  readonly databases: Set<FileDatabase>;
}

async function createDatabase(
  home: string,
  { folder, databases }: Parts,
): Promise<ContractDatabase> {
  const own = join(home, 'own');
  await mkdir(own);
  const duck = await DuckProcess.start({
    place: 'the harness',
    label: 'ai-etl contract harness',
    home: join(home, 'duck'),
    filesFolder: own,
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
    settings: folder.settings,
    fileRoots: folder.fileRoots,
    schema: 'main',
    execute: (sql) =>
      duck.with(async (connection) => {
        await connection.run(sql, { doing });
        const [, verb, named] =
          /^(CREATE TABLE|INSERT INTO|DROP TABLE) ("(?:[^"]|"")+")/.exec(sql) ?? [];
        if (named === undefined) return;
        const path = named.slice(1, -1).replaceAll('""', '"');
        const name = join(path, '..', 'ai-etl-harness-00000000.parquet');
        if (verb === 'DROP TABLE') return folder.take(name);
        const file = join(own, 'table.parquet');
        await connection.run(
          `COPY (SELECT * FROM ${named}) TO ${quoteText(file)} (FORMAT parquet)`,
          { doing },
        );
        await folder.put(file, name);
      }),
    rows: async (sql) => {
      if (sql !== workTables) throw new TypeError(`unknown question: ${sql}`);
      return [[String(await countStaged(folder.shownIn))]];
    },
    running: async (marker) => (await statements(marker)).length,
    kill: async (marker) => {
      for (const { process, connection } of await statements(marker)) process.interrupt(connection);
    },
    drop: async () => {
      databases.clear();
      await duck.close();
      await folder.remove();
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
