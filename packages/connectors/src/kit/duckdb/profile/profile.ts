import { z } from 'zod';
import type { ProfileRequest, TableProfile } from '@ai-etl/core';
import { composedParts } from '../../profile/composed-parts.ts';
import type { Profiler } from '../../profile/profiler.ts';
import { runProfile } from '../../profile/run-profile.ts';
import type { DuckConnection, StatementOptions } from '../duck-connection.ts';
import { withTimeLimit } from '../with-time-limit.ts';
import { drawRows, type DuckdbFacts } from './draw-rows.ts';
import { duckdbWords } from './words.ts';

export interface DuckProfile {
  /** The relation in SQL. */
  readonly from: string;
  /** What is known of it without looking at rows; throws OBJECT_NOT_FOUND. */
  facts(options: StatementOptions): Promise<DuckdbFacts>;
}

const Row = z.record(z.string(), z.string().nullable());
const doing = 'read';

/** Takes a profile in the read-only transaction of `connection`; each statement has what is left of the time. */
export function profileRelation(
  connection: DuckConnection,
  request: ProfileRequest,
  relation: DuckProfile,
): Promise<TableProfile> {
  return runProfile(profilerOf(connection, request, relation), request);
}

function profilerOf(
  connection: DuckConnection,
  request: ProfileRequest,
  { from, facts }: DuckProfile,
): Profiler {
  let known: DuckdbFacts | undefined;
  const within = <T>(timeoutMs: number, action: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withTimeLimit({ timeoutMs, signal: request.signal, connection }, action);
  return {
    ...composedParts(duckdbWords),
    facts: async (timeoutMs) => {
      known = await within(timeoutMs, (signal) => facts({ doing, signal }));
      return known;
    },
    draw: (found) => drawRows(request, { from, facts: known ?? { ...found, lastRow: null } }),
    countAll: () => `SELECT count(*)::VARCHAR AS n FROM ${from}`,
    wholeRanges: () => 'SELECT 1',
    query: (sql, timeoutMs) =>
      within(timeoutMs, async (signal) => {
        const named = `SELECT to_json(a)::VARCHAR FROM (${sql}) AS a`;
        const rows = await connection.rows(named, { doing, signal });
        return rows.map(([text]) => Row.parse(JSON.parse(text ?? '{}')));
      }),
  };
}
