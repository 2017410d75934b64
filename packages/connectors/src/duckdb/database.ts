import { AiEtlError } from '@ai-etl/core';
import type { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { shareDatabase, type DatabaseShare } from './open-databases.ts';
import { describeFile, type DuckdbFile } from './settings.ts';

/** The database of one session: its share in the process, renewed when the process was lost. */
export class Database {
  readonly file: DuckdbFile;
  readonly #label: string;
  #share: Promise<DatabaseShare> | undefined;
  #isClosed = false;

  constructor(file: DuckdbFile, label: string) {
    this.file = file;
    this.#label = label;
  }

  /** The process, started again when it ended; throws what opening the file throws. */
  async process(): Promise<DuckProcess> {
    return (await this.#current()).duck;
  }

  /** Runs actions of all sessions on this file one after the other. */
  async exclusively<T>(action: () => Promise<T>): Promise<T> {
    return (await this.#current()).exclusively(action);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const share = await this.#share?.catch(() => undefined);
    await share?.release();
  }

  async #current(): Promise<DatabaseShare> {
    if (this.#isClosed) {
      throw new AiEtlError('CONNECTION_LOST', `${describeFile(this.file)}: the session is closed.`);
    }
    const former = await this.#share?.catch(() => undefined);
    if (former?.duck.isAlive === true) return former;
    await former?.release();
    this.#share = shareDatabase(this.file, { label: this.#label });
    return this.#share;
  }
}
