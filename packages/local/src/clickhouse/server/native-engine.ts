import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ClickHouseError, readEngineError } from './clickhouse-error.ts';

/** An open connection: its own settings, parameters, current database and temporary tables. */
export interface EngineConnection {
  /** Runs statements; the answer of the last one comes whole, in `format`. */
  query(sql: string, format: string): Promise<EngineResult>;
  /** Runs statements; no rows come back, but the rows written are counted. */
  write(sql: string): Promise<EngineWrite>;
  close(): void;
}

export interface EngineResult {
  readonly bytes: Uint8Array;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

export interface EngineWrite {
  readonly rowsWritten: number;
  readonly bytesWritten: number;
}

/** ClickHouse inside this process, bound to one data directory. */
export interface Engine {
  /** Costs about 0.2 ms, so each request has its own. */
  connect(): EngineConnection;
}

/** The addon's functions we use. `chdb`'s own Session hides the count of rows written. */
interface Addon {
  CreateConnection(path: string): object;
  CloseConnection(connection: object): void;
  QueryAsyncConnection(connection: object, sql: string, format: string): Promise<unknown>;
  InsertRawAsyncConnection(
    connection: object,
    sql: string,
    data: Buffer,
    countLines: boolean,
  ): Promise<unknown>;
}

const NO_DATA = Buffer.alloc(0);

/** Opens the data directory. One directory per process, one process per directory. */
export function openEngine(dataDirectory: string): Engine {
  const addon = loadAddon();
  // This one stays open: closing the last connection would shut the engine down.
  const keeper = addon.CreateConnection(dataDirectory);
  if (!keeper) throw new ClickHouseError(210, `The engine did not open ${dataDirectory}.`);
  return { connect: () => wrapConnection(addon, addon.CreateConnection(dataDirectory)) };
}

/** Path of the addon of this platform, or undefined when npm did not install it. */
export function findAddon(): string | undefined {
  try {
    const chdb = createRequire(import.meta.url).resolve('chdb/package.json');
    const libc = process.platform === 'linux' ? '-gnu' : '';
    const platform = `@chdb/lib-${process.platform}-${process.arch}${libc}`;
    const manifest = createRequire(chdb).resolve(`${platform}/package.json`);
    return join(dirname(manifest), 'chdb_node.node');
  } catch {
    // Not resolvable is the answer "not installed".
    return undefined;
  }
}

function loadAddon(): Addon {
  const path = findAddon();
  if (path === undefined) throw new ClickHouseError(48, 'The npm package chdb is not installed.');
  const loaded: unknown = createRequire(import.meta.url)(path);
  if (!isAddon(loaded)) throw new ClickHouseError(48, `${path} is not the chdb we know (3.4).`);
  return loaded;
}

function isAddon(value: unknown): value is Addon {
  if (typeof value !== 'object' || value === null) return false;
  const functions = new Map<string, unknown>(Object.entries(value));
  return [
    'CreateConnection',
    'CloseConnection',
    'QueryAsyncConnection',
    'InsertRawAsyncConnection',
  ].every((name) => typeof functions.get(name) === 'function');
}

function wrapConnection(addon: Addon, handle: object): EngineConnection {
  let running = 0;
  let closing = false;
  const closeIfIdle = () => {
    // Closing under a running query aborts the engine for the whole process.
    if (closing && running === 0) addon.CloseConnection(handle);
  };
  const run = async (start: () => Promise<unknown>): Promise<Record<string, unknown>> => {
    running += 1;
    try {
      const result = await start();
      return typeof result === 'object' && result !== null ? { ...result } : {};
    } catch (error) {
      throw readEngineError(error);
    } finally {
      running -= 1;
      closeIfIdle();
    }
  };
  return {
    query: async (sql, format) => {
      const result = await run(() => addon.QueryAsyncConnection(handle, sql, format));
      return {
        bytes: result['bytes'] instanceof Uint8Array ? result['bytes'] : NO_DATA,
        rowsRead: numberOf(result['rowsRead']),
        bytesRead: numberOf(result['bytesRead']),
      };
    },
    write: async (sql) => {
      const result = await run(() => addon.InsertRawAsyncConnection(handle, sql, NO_DATA, false));
      return {
        rowsWritten: numberOf(result['rowsWritten']),
        bytesWritten: numberOf(result['bytesWritten']),
      };
    },
    close: () => {
      if (closing) return;
      closing = true;
      closeIfIdle();
    },
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
