import { AiEtlError, type ConnectorSession, type Query } from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import type { RunTrial } from '@ai-etl/planner';
import { personalColumns } from './personal-columns.ts';
import { refuseGuesses } from './refuse-guesses.ts';

const rows = 200;
/** Of one reading, and of all of them: a person waits. */
const timeoutMs = 2_000;
const limitMs = 4_000;

/**
 * Runs readings of a question, read-only and bounded, so that the better one is answered. Readings
 * that decide by what the caller may not see are not run: which one is answered would tell of it.
 */
export function trialOn(
  session: ConnectorSession,
  { print, mayUnmask }: { readonly print: QueryOptions; readonly mayUnmask: boolean },
): RunTrial {
  const deadline = performance.now() + limitMs;
  return async (query) => {
    const printed = compileQuery(query, print);
    if (!('sql' in printed)) return 'failed';
    const leftMs = Math.min(timeoutMs, Math.floor(deadline - performance.now()));
    if (leftMs < 50) return 'unknown';
    const start = performance.now();
    try {
      if (!mayUnmask) await refuseHidden(session, query, { print, timeoutMs: leftMs });
      return await session.sample({ sql: printed.sql, limit: rows, timeoutMs: leftMs });
    } catch (error) {
      if (!(error instanceof AiEtlError)) throw error;
      // A query that took too long fails so too.
      const isSlow = performance.now() - start > 0.9 * leftMs;
      return error.code === 'QUERY_FAILED' && !isSlow ? 'failed' : 'unknown';
    }
  };
}

async function refuseHidden(
  session: ConnectorSession,
  query: Query,
  how: { readonly print: QueryOptions; readonly timeoutMs: number },
): Promise<void> {
  refuseGuesses(query, await personalColumns(session, query, how));
}
