import {
  DuckDBInstance,
  DuckDBTypeId,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import { messageOf } from '@ai-etl/core';
import { dateOf, mostRows, type Cell, type QueryRunner, type RunOutcome } from './result.ts';

/** Runs queries of a DuckDB file, read-only; one that takes longer than the limit is interrupted. */
export async function duckdbRunner(path: string, timeoutMs: number): Promise<QueryRunner> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  return {
    run: (sql) => run(connection, sql, timeoutMs),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}

async function run(
  connection: DuckDBConnection,
  sql: string,
  timeoutMs: number,
): Promise<RunOutcome> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, timeoutMs);
  try {
    const { count } = await connection.extractStatements(sql);
    if (count !== 1) return { kind: 'failed', message: 'not exactly one statement' };
    const reader = await connection.streamAndReadUntil(sql, mostRows + 1);
    const found = reader.getRows();
    if (found.length > mostRows) return { kind: 'failed', message: `more than ${mostRows} rows` };
    const types = reader.columnTypes().map((type) => type.typeId);
    const rows = found.map((row) => row.map((value, at) => cellOf(value, types[at])));
    return { kind: 'rows', result: { columns: reader.columnNames(), rows } };
  } catch (error) {
    return isLate ? { kind: 'timed_out' } : { kind: 'failed', message: messageOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

const moments = new Set<DuckDBTypeId>([
  DuckDBTypeId.DATE,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
]);

function cellOf(value: DuckDBValue, type: DuckDBTypeId | undefined): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  const text = typeof value === 'string' ? value : value.toString();
  if (type === DuckDBTypeId.DECIMAL) return Number(text);
  return type !== undefined && moments.has(type) ? dateOf(text) : text;
}
