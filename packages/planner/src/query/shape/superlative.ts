import type { CatalogTable } from '@ai-etl/core';
import { claim, free } from '../../parse/reading.ts';
import { assumeColumn, columnOf, mentionAt, tableOf, type Asked } from '../asked.ts';
import { matchPhrase } from '../phrases.ts';
import type { ColumnRef, OrderIR } from '../question-ir.ts';
import { maxWords, minWords, superlativeMeanings } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { isMeasure, moneyColumns } from '../table-facts.ts';
import type { ReadLimit } from './read-limit.ts';
import { wholeNumber } from './whole-number.ts';

/** `[N] <superlative> [N] <table>`: rows ranked by price, time, weight or money. */
export function superlativeAt(asked: Asked, at: number): ReadLimit | null {
  const { reading } = asked;
  const max = matchPhrase(reading, at, maxWords);
  const min = matchPhrase(reading, at, minWords);
  const length = Math.max(max, min);
  if (length === 0) return null;
  const after = wholeNumber(asked, at + length);
  const before = at > 0 ? wholeNumber(asked, at - 1) : null;
  const next = skipFillers(asked, at + length + (after === null ? 0 : 1));
  const mention = mentionAt(asked, next);
  const table = tableOf(mention);
  if (table === null || mention === null) return null;
  const words = reading.tokens
    .slice(at, at + length)
    .map((token) => token.lower)
    .join(' ');
  const direction: 'asc' | 'desc' = max > 0 ? 'desc' : 'asc';
  const explicit = rankedBy(asked, mention.end);
  const order: OrderIR | null =
    explicit === null
      ? superlativeOrder(asked, table, { meaning: superlativeMeanings[words], direction })
      : { by: explicit.ref, direction };
  if (order === null) return null;
  claim(reading, before === null ? at : at - 1, at + length + (after === null ? 0 : 1));
  if (explicit !== null) claim(reading, mention.end, explicit.end);
  const plural = mention.words.toLowerCase().endsWith('s') && before === null && after === null;
  return { limit: after ?? before ?? (plural ? 10 : 1), direction, ranked: mention, order };
}

/** "biggest depot by capacity": what follows says by what. */
function rankedBy(
  asked: Asked,
  at: number,
): { readonly ref: ColumnRef; readonly end: number } | null {
  if (!/^(?:by|in|по)$/u.test(free(asked.reading, at)?.lower ?? '')) return null;
  const mention = mentionAt(asked, skipFillers(asked, at + 1));
  const ref = columnOf(asked, mention, isMeasure);
  return mention === null || ref === null || tableOf(mention) !== null
    ? null
    : { ref, end: mention.end };
}

function superlativeOrder(
  asked: Asked,
  table: CatalogTable,
  {
    meaning,
    direction,
  }: {
    readonly meaning: 'price' | 'time' | 'weight' | undefined;
    readonly direction: 'asc' | 'desc';
  },
): OrderIR | null {
  if (meaning === 'time') return { by: null, direction, time: true };
  const pattern =
    meaning === 'price'
      ? /price|cost|fee|amount|total/iu
      : meaning === 'weight'
        ? /weight|mass/iu
        : null;
  const columns =
    pattern === null
      ? moneyColumns(table)
      : table.columns.filter((column) => isMeasure(column, table) && pattern.test(column.name));
  const [column, ...others] = columns;
  if (column === undefined) return null;
  // Which column a bare "largest" means is a guess.
  const by = { table, column };
  assumeColumn(asked, [by, ...others.map((one) => ({ table, column: one }))], {
    path: 'order',
    because: 'the words name no column to rank by',
  });
  return { by, direction };
}
