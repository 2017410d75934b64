import { AiEtlError } from '@ai-etl/core';
import { accountScratch } from '../../kit/account-scratch.ts';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { DuckProcess } from '../../kit/duckdb/duck-process.ts';
import { namedTables, parseStatement } from '../../kit/duckdb/named-tables.ts';
import type { ApiClient } from '../client/api-client.ts';
import type { Api } from '../settings.ts';
import { boundInQuery, evaluateBound, type LowerBound } from './lower-bound.ts';
import { ResourceTable } from './resource-table.ts';
import type { Wanted } from './spool.ts';

interface Running {
  readonly duck: DuckProcess;
  readonly tables: readonly ResourceTable[];
}

/** A process in which a query can run. */
export interface Ready {
  readonly duck: DuckProcess;
  /** True when no page was left out that the query might need. */
  readonly isComplete: boolean;
}

/** All records. */
export const everything: Wanted = { records: Infinity };

/**
 * An empty database with a view for each resource, filled as queries need it. One page is asked for at a
 * time, whoever asks: queries that come meanwhile wait, and find what was fetched.
 */
export class ApiDatabase {
  readonly api: Api;
  readonly client: ApiClient;
  readonly #label: string;
  #running: Promise<Running> | undefined;
  #work: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(api: Api, { client, label }: { readonly client: ApiClient; readonly label: string }) {
    this.api = api;
    this.client = client;
    this.#label = label;
  }

  /** Prepares the tables that a query names; `wanted` absent: only their columns. */
  async prepare(
    sql: string,
    { wanted, signal }: { readonly wanted?: Wanted; readonly signal?: AbortSignal | undefined },
  ): Promise<Ready> {
    return this.#alone(signal, async (running, limited) => {
      const parsed = await parse(running.duck, sql, limited);
      const names = namedTables(parsed).map((name) => name.toLowerCase());
      const tables = running.tables.filter(({ resource }) =>
        names.includes(resource.name.toLowerCase()),
      );
      let isComplete = wanted !== undefined;
      for (const table of tables) {
        if (wanted === undefined) await table.describe(limited);
        else {
          const bound = await boundOf(running.duck, { parsed, table }, limited);
          isComplete = (await table.read({ bound, wanted }, limited)) && isComplete;
        }
      }
      return { duck: running.duck, isComplete };
    });
  }

  /** All resources with their columns, in the order of the settings. Throws what is wrong with the first. */
  async describeAll(signal: AbortSignal | undefined): Promise<readonly ResourceTable[]> {
    return this.#alone(signal, async ({ tables }, limited) => {
      for (const table of tables) await table.describe(limited);
      return tables;
    });
  }

  async close(): Promise<void> {
    // What is on its way would be asked for again, and again.
    this.#closing.abort(this.#closedError());
    this.client.close();
    const running = await this.#running?.catch(() => undefined);
    await Promise.all((running?.tables ?? []).map((table) => table.close()));
    await running?.duck.close();
  }

  async #alone<T>(
    signal: AbortSignal | undefined,
    action: (running: Running, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const mine = this.#work.then(async () => {
      throwIfCancelled(signal);
      const closing = this.#closing.signal;
      const limited = signal === undefined ? closing : AbortSignal.any([signal, closing]);
      return action(await this.#current(), limited);
    });
    this.#work = mine.catch(() => undefined);
    return mine;
  }

  /** Started again when it was lost, and with it everything that was fetched. */
  async #current(): Promise<Running> {
    if (this.#closing.signal.aborted) throw this.#closedError();
    const former = await this.#running?.catch(() => undefined);
    if (former?.duck.isAlive === true) return former;
    await Promise.all((former?.tables ?? []).map((table) => table.close()));
    await former?.duck.close();
    this.#running = this.#start();
    return this.#running;
  }

  #closedError(): AiEtlError {
    const { host } = this.api.baseUrl;
    return new AiEtlError('CONNECTION_LOST', `API ${host}: the session is closed.`);
  }

  async #start(): Promise<Running> {
    const { api, client } = this;
    const duck = await DuckProcess.start({
      place: `API ${api.baseUrl.host}`,
      label: this.#label,
      home: await accountScratch('ai-etl-duckdb'),
      memoryLimitMb: api.memoryLimitMb,
      threads: 2,
    });
    const tables = api.resources.map((one) => new ResourceTable(one, { api, client, duck }));
    return { duck, tables };
  }
}

async function parse(duck: DuckProcess, sql: string, signal: AbortSignal): Promise<unknown> {
  const [row] = await duck.with((connection) =>
    connection.rows(parseStatement(sql), { doing: 'read the query', signal }),
  );
  return JSON.parse(row?.[0] ?? 'null');
}

async function boundOf(
  duck: DuckProcess,
  { parsed, table: { resource } }: { readonly parsed: unknown; readonly table: ResourceTable },
  signal: AbortSignal,
): Promise<LowerBound | null> {
  const { incremental, name } = resource;
  if (incremental === undefined) return null;
  const sql = boundInQuery(parsed, { table: name, column: incremental.cursor });
  if (sql === undefined) return null;
  const options = { doing: 'read the query', signal };
  return (await duck.with((connection) => evaluateBound(connection, sql, options))) ?? null;
}
