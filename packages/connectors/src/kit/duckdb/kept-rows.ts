import { AiEtlError, type ReadRequest } from '@ai-etl/core';
import type { DuckProcess } from './duck-process.ts';
import { quoteName } from './quote.ts';

/** Rows that stand in a table; `release` is called once by each of those that read them. */
export interface Kept {
  readonly sql: string;
  release(): Promise<void>;
}

interface Entry {
  readonly made: Promise<string>;
  /** Reads that are still to come or under way. */
  reads: number;
}

export type KeepRequest = Pick<ReadRequest, 'sql' | 'columns'>;

/** A database in memory, past whose limit DuckDB spills: its tables are seen by all connections. */
const database = 'ai_etl_kept';
const doing = 'read';

/**
 * Rows of queries that are read twice, streamed and summed: kept as tables of the process, each until both reads
 * are over. What both see is one pass over what the query reads.
 */
export class KeptRows {
  readonly #duck: DuckProcess;
  readonly #entries = new Map<string, Entry>();
  #attached: Promise<bigint> | undefined;
  #next = 1;

  constructor(duck: DuckProcess) {
    this.#duck = duck;
  }

  /**
   * Runs the query into a table for two reads, this one and that of `find`. `state` is a mark of what it reads:
   * throws CONNECTION_LOST when that became another one meanwhile, for the rows may be of no moment then.
   */
  async keep(
    request: KeepRequest & Pick<ReadRequest, 'signal'>,
    state: () => Promise<string>,
  ): Promise<Kept> {
    const key = keyOf(request);
    const entry = this.#entries.get(key) ?? { made: this.#make(request, state), reads: 0 };
    this.#entries.set(key, entry);
    entry.reads += 2;
    try {
      return this.#kept(key, await entry.made);
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  /** The kept rows of a query; undefined where none are. */
  async find(request: KeepRequest): Promise<Kept | undefined> {
    const key = keyOf(request);
    const entry = this.#entries.get(key);
    return entry === undefined ? undefined : this.#kept(key, await entry.made);
  }

  #kept(key: string, table: string): Kept {
    return { sql: `SELECT * FROM ${table}`, release: () => this.#release(key, table) };
  }

  async #release(key: string, table: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.reads -= 1;
    if (entry.reads > 0) return;
    this.#entries.delete(key);
    if (!this.#duck.isAlive) return;
    await this.#duck.with((connection) => connection.run(`DROP TABLE ${table}`, { doing }));
  }

  async #make(
    { sql, columns, signal }: KeepRequest & Pick<ReadRequest, 'signal'>,
    state: () => Promise<string>,
  ): Promise<string> {
    const table = `${database}.${quoteName(`rows_${this.#next}`)}`;
    this.#next += 1;
    const names = columns.map(({ name }) => `q.${quoteName(name)}`).join(', ');
    await this.#duck.with(async (connection) => {
      this.#attached ??= connection.run(`ATTACH ':memory:' AS ${database}`, { doing });
      await this.#attached;
      // One query and nothing else, whatever the text says.
      await connection.describe(sql, { doing, signal });
      const before = await state();
      const query = `SELECT ${names} FROM (${sql}\n) AS q`;
      await connection.run(`CREATE TABLE ${table} AS ${query}`, { doing, signal });
      if ((await state()) !== before) throw changedMeanwhile(this.#duck.place);
    });
    return table;
  }
}

function keyOf({ sql, columns }: KeepRequest): string {
  return JSON.stringify([sql, columns.map(({ name }) => name)]);
}

function changedMeanwhile(place: string): AiEtlError {
  return new AiEtlError('CONNECTION_LOST', `${place}: what is read was changed meanwhile.`);
}
