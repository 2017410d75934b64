import { AiEtlError, type Sample, type SampleRequest } from '@ai-etl/core';
import { cancelledError } from '../kit/cancelled.ts';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import { sampleQuery } from '../kit/duckdb/query.ts';
import { everything, type ApiDatabase } from './reading/api-database.ts';

/**
 * Some rows of a query. Where any rows will do (columns and conditions of one resource, no more) only
 * as many pages are fetched as give them; what is in time is answered then. Everything else needs all
 * records, within the time limit: half of them would give wrong figures.
 */
export async function sampleApi(database: ApiDatabase, request: SampleRequest): Promise<Sample> {
  const { sql, limit, timeoutMs, signal } = request;
  const timeout = AbortSignal.timeout(Math.max(1, Math.trunc(timeoutMs)));
  const limited = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  let best: Sample | undefined;
  try {
    for (let records = limit + 1; ; records *= 4) {
      const isPlain = best !== undefined || (await takesAnyRows(database, sql, limited));
      const wanted = isPlain ? { records } : everything;
      const { duck, isComplete } = await database.prepare(sql, { wanted, signal: limited });
      const found = await duck.with(async (connection) => {
        await connection.run('BEGIN TRANSACTION READ ONLY', { doing: 'read', signal: limited });
        return sampleQuery(connection, { ...request, signal: limited });
      });
      if (isComplete || found.truncated) return found;
      best = { ...found, truncated: true };
    }
  } catch (error) {
    if (signal?.aborted === true) throw cancelledError(signal);
    if (!timeout.aborted) throw error;
    if (best !== undefined && best.rows.length > 0) return best;
    throw new AiEtlError(
      'QUERY_FAILED',
      `API ${database.api.baseUrl.host}: the query ran into its time limit of ${timeoutMs} ms.`,
    );
  }
}

/** Operators of DuckDB that give a row for a row, or none. */
const rowByRow = /^(PROJECTION|FILTER|READ_JSON)$/;

async function takesAnyRows(
  database: ApiDatabase,
  sql: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { duck } = await database.prepare(sql, { signal });
  return duck.with(async (connection) => {
    await connection.describe(sql, { doing: 'read', signal });
    return (await operatorsOf(connection, sql, signal)).every((name) => rowByRow.test(name));
  });
}

async function operatorsOf(
  connection: DuckConnection,
  sql: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const [row] = await connection.rows(`EXPLAIN (FORMAT json) ${sql}`, { doing: 'read', signal });
  const names: string[] = [];
  JSON.parse(row?.[1] ?? '[]', (key, value: unknown) => {
    if (key === 'name' && typeof value === 'string') names.push(value.trim());
    return value;
  });
  return names;
}
