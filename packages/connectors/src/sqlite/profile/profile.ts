import { invariant, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import { composedParts } from '../../kit/profile/composed-parts.ts';
import type { ProfiledColumn, Profiler } from '../../kit/profile/profiler.ts';
import { runProfile } from '../../kit/profile/run-profile.ts';
import type { SqliteDatabase } from '../database.ts';
import { SessionProcess } from '../process/session-process.ts';
import type { SqliteProcess } from '../process/sqlite-process.ts';
import { ask } from '../query.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { SqlValue } from '../values/sql-value.ts';
import { drawRows } from './draw-rows.ts';
import { readFacts, type SqliteFacts } from './facts.ts';
import { call, sqliteWords } from './words.ts';

export interface ProfileOptions {
  readonly database: SqliteDatabase;
  readonly label: string;
}

/** More than any statement of a profile answers. */
const mostRows = 1_000_000;

/**
 * Takes a profile in one read transaction of a process of its own, so that ending it, to cancel or by the time
 * limit, ends nothing else; each statement has what is left of the time.
 */
export async function profileTable(
  { database, label }: ProfileOptions,
  request: ProfileRequest,
): Promise<TableProfile> {
  // The file is there by now; a process that may not make one cannot write.
  const reader = new SessionProcess({ ...database, create: false }, label);
  try {
    return await runProfile(profilerOf(reader, request), request);
  } finally {
    await reader.close();
  }
}

function profilerOf(reader: SessionProcess, request: ProfileRequest): Profiler {
  const { table, signal, sampleRows } = request;
  const from = quoteObject(table.object);
  let known: SqliteFacts | undefined;
  const within = <T>(
    timeoutMs: number,
    action: (process: SqliteProcess, signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> => reader.use({ doing: 'read', signal, timeoutMs }, action);
  return {
    ...composedParts(sqliteWords),
    facts: async (timeoutMs) => {
      known = await within(timeoutMs, async (process, both) => {
        await process.run('BEGIN', { doing: 'read', signal: both });
        return readFacts(
          (sql, values = []) => process.rows(sql, { doing: 'read', signal: both, values }),
          request,
        );
      });
      return known;
    },
    draw: (facts) =>
      drawRows(request, known ?? { ...facts, size: { rows: sampleRows }, blocks: null }),
    countAll: () => `SELECT CAST(count(*) AS TEXT) AS n FROM ${from}`,
    wholeRanges: (columns) =>
      `SELECT ${columns.map((one, place) => rangeOf(one, { place, from })).join(', ')}`,
    query: (sql, timeoutMs) =>
      within(timeoutMs, async (process, both) => {
        const { columns, rows } = await ask(process, { sql, limit: mostRows, signal: both });
        return rows.map((row) =>
          Object.fromEntries(columns.map(({ name }, place) => [name, textOf(row[place] ?? null)])),
        );
      }),
  };
}

/** Each end by itself: so an index answers. */
function rangeOf(
  column: ProfiledColumn,
  { place, from }: { readonly place: number; readonly from: string },
): string {
  const end = (aggregate: string): string =>
    call('inOrder', `(SELECT ${aggregate}(${quoteName(column.name)}) FROM ${from})`, column);
  return `${end('min')} AS a${place}, ${end('max')} AS b${place}`;
}

function textOf(value: SqlValue): string | null {
  invariant(!(value instanceof Uint8Array), 'statements of a profile answer texts and numbers');
  return value === null ? null : String(value);
}
