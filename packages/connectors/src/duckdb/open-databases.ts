import type { OpenOptions } from '@ai-etl/core';
import { accountScratch } from '../kit/account-scratch.ts';
import { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { describeFile, type DuckdbFile } from './settings.ts';

/** A share in the process that has a file open. */
export interface DatabaseShare {
  readonly duck: DuckProcess;
  /** Runs actions one after the other: publications of this process do not meet. */
  exclusively<T>(action: () => Promise<T>): Promise<T>;
  /** The last one out closes the file, so that other programs can have it. Safe to call twice. */
  release(): Promise<void>;
}

interface OpenDatabase {
  readonly starting: Promise<DuckProcess>;
  readonly readOnly: boolean;
  shares: number;
  /** The last of the actions that run one after the other. */
  queue: Promise<unknown>;
}

/** DuckDB locks a file for one process, so all sessions of ours on a file must share one. */
const databases = new Map<string, OpenDatabase>();
/** Files that are being closed, which takes a moment: an opener waits for it. */
const closing = new Map<string, Promise<void>>();

/**
 * Takes a share in the process that has this file open, or starts one. Throws CONNECTION_FAILED,
 * retryable, while another process has the file.
 */
export async function shareDatabase(
  file: DuckdbFile,
  options: Pick<OpenOptions, 'label'>,
): Promise<DatabaseShare> {
  await closing.get(file.path);
  const database = databases.get(file.path) ?? start(file, options);
  database.shares += 1;
  let isReleased = false;
  const release = async (): Promise<void> => {
    if (isReleased) return;
    isReleased = true;
    database.shares -= 1;
    if (database.shares === 0) await close(file.path, database);
  };
  try {
    const duck = await database.starting;
    if (!duck.isAlive) {
      await release();
      // Its end takes it off the list, see start.
      return await shareDatabase(file, options);
    }
    return {
      duck,
      release,
      exclusively: (action) => {
        const turn = database.queue.then(action, action);
        database.queue = turn.catch(() => undefined);
        return turn;
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function start(file: DuckdbFile, { label }: Pick<OpenOptions, 'label'>): OpenDatabase {
  const starting = accountScratch('ai-etl-duckdb').then((home) =>
    DuckProcess.start({
      place: describeFile(file),
      label,
      home,
      database: file.path,
      readOnly: file.readOnly,
      memoryLimitMb: file.memoryLimitMb,
      threads: 4,
    }),
  );
  const database: OpenDatabase = {
    starting,
    readOnly: file.readOnly,
    shares: 0,
    queue: Promise.resolve(),
  };
  databases.set(file.path, database);
  const forget = (): void => {
    if (databases.get(file.path) === database) databases.delete(file.path);
  };
  starting.then((duck) => duck.ended.then(forget), forget);
  return database;
}

async function close(path: string, database: OpenDatabase): Promise<void> {
  if (databases.get(path) === database) databases.delete(path);
  const closed = database.starting.then((duck) => duck.close()).catch(() => undefined);
  closing.set(path, closed);
  await closed;
  if (closing.get(path) === closed) closing.delete(path);
}
