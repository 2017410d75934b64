import { AiEtlError, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import { cancelledError } from '../kit/cancelled.ts';
import { profileRelation } from '../kit/duckdb/profile/profile.ts';
import { readViewFacts } from '../kit/duckdb/profile/view-facts.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import { everything, type ApiDatabase, type Ready } from './reading/api-database.ts';

/**
 * Takes a profile of a resource: of the first records, as many as are asked for; `exact` fetches all of
 * them. Fetching counts against the time limit; QUERY_FAILED when it takes all of it.
 */
export async function profileApi(
  database: ApiDatabase,
  request: ProfileRequest,
): Promise<TableProfile> {
  const { table, signal, timeoutMs } = request;
  const started = performance.now();
  const { duck, isComplete } = await fetchRecords(database, request);
  const left = Math.max(1, Math.floor(timeoutMs - (performance.now() - started)));
  const from = quoteName(table.object.name);
  return duck.with(async (connection) => {
    await connection.run('BEGIN TRANSACTION READ ONLY', { doing: 'read', signal });
    const known = { from, table, isCounted: isComplete, sizeBytes: null, lastWrittenAt: null };
    return profileRelation(
      connection,
      { ...request, timeoutMs: left },
      { from, facts: (options) => readViewFacts(connection, known, options) },
    );
  });
}

async function fetchRecords(
  database: ApiDatabase,
  { table, sampleRows, exact, timeoutMs, signal }: ProfileRequest,
): Promise<Ready> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.trunc(timeoutMs)));
  const limited = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  const wanted = exact ? everything : { records: sampleRows + 1 };
  try {
    const sql = `SELECT * FROM ${quoteName(table.object.name)}`;
    return await database.prepare(sql, { wanted, signal: limited });
  } catch (error) {
    if (signal?.aborted === true) throw cancelledError(signal);
    if (!timeout.aborted) throw error;
    throw new AiEtlError(
      'QUERY_FAILED',
      `API ${database.api.baseUrl.host}: the records did not come within the time limit of ${timeoutMs / 1000} s; ask with a smaller sample or a longer limit.`,
    );
  }
}
