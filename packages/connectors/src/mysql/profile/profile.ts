import type { ProfileRequest, TableProfile } from '@ai-etl/core';
import { composedParts } from '../../kit/profile/composed-parts.ts';
import type { Profiler } from '../../kit/profile/profiler.ts';
import { runProfile } from '../../kit/profile/run-profile.ts';
import { cancelledError } from '../../kit/cancelled.ts';
import { TimeLimitError } from '../../kit/time-limit.ts';
import { ask, type MysqlConnection } from '../connect.ts';
import { toMysqlError } from '../errors.ts';
import { inReadOnly, limitTime } from '../query.ts';
import { quoteObject } from '../quote.ts';
import type { MysqlSettings } from '../settings.ts';
import { drawRows } from './draw-rows.ts';
import { readFacts, type MysqlFacts } from './facts.ts';
import { mysqlWords } from './words.ts';

/** ER_STATEMENT_TIMEOUT of MariaDB, ER_QUERY_TIMEOUT of MySQL. */
const timeouts: readonly unknown[] = [1969, 3024];

/** Takes a profile in one read-only snapshot; each statement has what is left of the time. */
export function profileTable(
  connection: MysqlConnection,
  request: ProfileRequest,
  settings: MysqlSettings,
): Promise<TableProfile> {
  return inReadOnly(connection, request.timeoutMs, () =>
    runProfile(profilerOf(connection, request, settings), request),
  );
}

function profilerOf(
  connection: MysqlConnection,
  request: ProfileRequest,
  settings: MysqlSettings,
): Profiler {
  let known: MysqlFacts | undefined;
  const within = async <T>(timeoutMs: number, action: () => Promise<T>): Promise<T> => {
    try {
      await limitTime(connection, timeoutMs);
      return await action();
    } catch (error) {
      if (request.signal?.aborted === true) throw cancelledError(request.signal);
      const failure = toMysqlError(error, { settings, doing: 'read' });
      throw isTimeLimit(error) ? new TimeLimitError(failure.message) : failure;
    }
  };
  return {
    ...composedParts(mysqlWords),
    facts: async (timeoutMs) => {
      known = await within(timeoutMs, () =>
        readFacts(connection, request.table, settings.database),
      );
      return known;
    },
    draw: (facts) => drawRows(request, known ?? { ...facts, key: null }),
    countAll: () => `SELECT COUNT(*) AS n FROM ${quoteObject(request.table.object)}`,
    wholeRanges: () => 'SELECT 1',
    query: (sql, timeoutMs) =>
      within(timeoutMs, async () => {
        const { fields, rows } = await ask(connection, sql);
        return rows.map((row) =>
          Object.fromEntries(fields.map(({ name }, place) => [name, row[place] ?? null])),
        );
      }),
  };
}

function isTimeLimit(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && timeouts.includes(error.errno);
}
