import type pg from 'pg';
import type { ProfileRequest, TableProfile } from '@ai-etl/core';
import type { Profiler } from '../../kit/profile/profiler.ts';
import { runProfile } from '../../kit/profile/run-profile.ts';
import { sqlStateOf, toPostgresqlError, type ErrorContext } from '../errors.ts';
import { quoteObject } from '../quote.ts';
import { drawRows } from './draw-rows.ts';
import { readFacts, type PostgresqlFacts } from './facts.ts';
import { aggregatesSql, frequenciesSql, repetitionSql, wholeRangesSql } from './statements.ts';
import { spokenTypeName } from '../type-name.ts';

/** SQLSTATE of a statement that was cancelled, by its time limit too. */
const cancelled = '57014';

/** Takes a profile in one read-only snapshot; each statement has what is left of the time. */
export async function profileTable(
  client: pg.Client,
  request: ProfileRequest,
  context: ErrorContext,
): Promise<TableProfile> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off');
  try {
    return await runProfile(profilerOf(client, request, context), request);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

function profilerOf(client: pg.Client, request: ProfileRequest, context: ErrorContext): Profiler {
  const { table } = request;
  const name = quoteObject(table.object);
  let known: PostgresqlFacts | undefined;

  /** A statement that fails takes nothing else with it. */
  const within = async <T>(timeoutMs: number, action: () => Promise<T>): Promise<T> => {
    await client.query(`SAVEPOINT part; SET LOCAL statement_timeout = ${timeoutMs}`);
    try {
      const answer = await action();
      await client.query('RELEASE SAVEPOINT part');
      return answer;
    } catch (error) {
      request.signal?.throwIfAborted();
      await client.query('ROLLBACK TO SAVEPOINT part').catch(() => undefined);
      throw toPostgresqlError(error, context);
    }
  };

  return {
    facts: async (timeoutMs) => {
      known = await within(timeoutMs, () => readFacts(client, table));
      return known;
    },
    draw: (facts) => drawRows(request, known ?? { ...facts, isSampleable: false }),
    unreadable: () => undefined,
    aggregates: aggregatesSql,
    frequencies: frequenciesSql,
    repetition: repetitionSql,
    countAll: () => `SELECT count(*) AS n FROM ${name}`,
    wholeRanges: (columns) => wholeRangesSql(name, columns),
    typeName: ({ nativeType }) => spokenTypeName(nativeType),
    query: (sql, timeoutMs) =>
      within(timeoutMs, async () => {
        const config: pg.QueryConfig & { queryMode: 'extended' } = {
          text: sql,
          queryMode: 'extended',
        };
        return (await client.query<Record<string, string | null>>(config)).rows;
      }),
    isTimeout: (error) => error instanceof Error && sqlStateOf(error.cause) === cancelled,
  };
}
