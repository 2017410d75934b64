import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { TimeLimitError } from '../../kit/time-limit.ts';
import { describeDatabase, type SqliteDatabase } from '../database.ts';
import { SqliteProcess } from './sqlite-process.ts';

export interface UseOptions {
  readonly doing: string;
  readonly signal?: AbortSignal | undefined;
  /** What takes longer ends with QUERY_FAILED. */
  readonly timeoutMs?: number;
}

/** The reading process of a session: one that was ended, to cancel or by a time limit, is replaced by its next use. */
export class SessionProcess {
  readonly database: SqliteDatabase;
  readonly label: string;
  #process: Promise<SqliteProcess> | undefined;
  #isMade = false;

  constructor(database: SqliteDatabase, label: string) {
    this.database = database;
    this.label = label;
  }

  /** Uses it; `signal` of the action is aborted by the caller's signal and by the time limit. */
  async use<T>(
    { doing, signal, timeoutMs }: UseOptions,
    action: (process: SqliteProcess, signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const limit = timeoutMs === undefined ? undefined : AbortSignal.timeout(Math.max(1, timeoutMs));
    const signals = [signal, limit].filter((one) => one !== undefined);
    const both = signals.length === 0 ? undefined : AbortSignal.any(signals);
    try {
      return await action(await this.#open(both), both);
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      if (limit?.aborted !== true) throw error;
      throw new TimeLimitError(
        `${describeDatabase(this.database)}: could not ${doing}: the statement ran into its time limit of ${(timeoutMs ?? 0) / 1000} s.`,
        { cause: error },
      );
    }
  }

  async close(): Promise<void> {
    const opened = await this.#process?.catch(() => undefined);
    this.#process = undefined;
    await opened?.close();
  }

  async #open(signal: AbortSignal | undefined): Promise<SqliteProcess> {
    const current = await this.#process?.catch(() => undefined);
    if (current?.isAlive === true) return current;
    const { database, label } = this;
    const isNew = database.create && !this.#isMade;
    this.#process = SqliteProcess.start({
      database,
      label,
      access: isNew ? 'create' : 'read',
      ...(signal === undefined ? {} : { signal }),
    });
    const opened = await this.#process;
    this.#isMade = true;
    return opened;
  }
}
