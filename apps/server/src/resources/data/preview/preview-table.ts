import { AiEtlError, type Sample, type SemanticFinding } from '@ai-etl/core';
import type { FoundTable } from '../../../data/find-table.ts';
import { withConnectionName, withSession } from '../../../data/sessions.ts';
import type { PreviewAnswer } from '../contract.ts';
import { columnsInFilter, previewQuery, type PreviewAsked } from './preview-query.ts';
import { presentPreview } from './present-preview.ts';
import { understandRows } from './understand-rows.ts';

export interface PreviewRequest extends PreviewAsked {
  readonly limit: number;
  /** The caller may see personal data. */
  readonly mayUnmask: boolean;
  readonly signal: AbortSignal;
}

/** Some rows of a table. Throws what compiling and reading throw, and PERMISSION_DENIED (see below). */
export async function previewTable(
  found: FoundTable,
  request: PreviewRequest,
): Promise<PreviewAnswer> {
  const { connection, table, catalog } = found;
  const query = previewQuery(found, request);
  const longestValue = longestValueOf(request.limit, query.columns.length);
  try {
    return await withSession(found, async (session) => {
      const read = (sql: string, limit: number): Promise<Sample> =>
        session.sample({
          sql,
          limit,
          timeoutMs,
          longestValue: longestValue + 1,
          signal: request.signal,
        });
      let known: ReadonlyMap<string, SemanticFinding> = new Map();
      if (!request.mayUnmask && table.columns.length > 0) {
        const all = previewQuery(found, { ...request, columns: null, filter: null });
        known = understandRows(table, all.columns, await read(all.sql, rowsToUnderstand));
        refuseHiddenFilter(request.filter, known);
      }
      const sample = query.columns.length === 0 ? empty : await read(query.sql, request.limit);
      const meanings = mergePii(understandRows(table, query.columns, sample), known);
      const hidden = request.mayUnmask
        ? []
        : [...meanings].flatMap(([name, { pii }]) => (pii ? [name] : []));
      return presentPreview({
        source: connection.id,
        table,
        defaultSchema: catalog.defaultSchema,
        query,
        sample,
        longestValue,
        meanings,
        hidden: new Set(hidden),
        limit: request.limit,
      });
    });
  } catch (error) {
    throw withConnectionName(error, connection.name);
  }
}

const timeoutMs = 20_000;
const empty: Sample = { columns: [], rows: [], truncated: false };

/**
 * Rows by which columns are understood whatever the caller's filter leaves: a filter must not make a
 * column of addresses look like one of words.
 */
const rowsToUnderstand = 200;

/** Long values are cut so that an answer stays below some 20 MB. */
function longestValueOf(limit: number, columns: number): number {
  const share = Math.floor(20_000_000 / (limit * Math.max(1, columns)));
  return Math.min(10_000, Math.max(256, share));
}

/** By a filter on hidden values they could be guessed, one question after the other. */
function refuseHiddenFilter(
  filter: string | null,
  meanings: ReadonlyMap<string, SemanticFinding>,
): void {
  if (filter === null) return;
  const hidden = [...columnsInFilter(filter)].filter((name) => meanings.get(name)?.pii === true);
  if (hidden.length === 0) return;
  throw new AiEtlError(
    'PERMISSION_DENIED',
    `Rows may not be filtered by ${hidden.map((name) => `"${name}"`).join(', ')}: it holds personal data, which your role shows masked. It takes the permission data:unmask.`,
    { details: [{ field: 'filter', error: 'uses a column that is masked for you' }] },
  );
}

/** Personal data in either look counts. */
function mergePii(
  shown: ReadonlyMap<string, SemanticFinding>,
  known: ReadonlyMap<string, SemanticFinding>,
): ReadonlyMap<string, SemanticFinding> {
  const merged = new Map(shown);
  for (const [name, meaning] of known) {
    if (meaning.pii || !merged.has(name)) merged.set(name, meaning);
  }
  return merged;
}
