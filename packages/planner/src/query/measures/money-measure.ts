import type { CatalogTable } from '@ai-etl/core';
import { assumeColumn, columnOf, mentionAt, tableOf, wordsOf, type Asked } from '../asked.ts';
import { matchPhrase } from '../phrases.ts';
import type { ColumnRef } from '../question-ir.ts';
import { moneyWords } from '../question-words.ts';
import { isMeasure, moneyColumns } from '../table-facts.ts';
import { measureOf, type ReadMeasure } from './make-measure.ts';

/** "revenue", "sales": the money column of the tables that are named, or the one there is. */
export function moneyAt(asked: Asked, at: number, start: number): ReadMeasure | null {
  const length = matchPhrase(asked.reading, at, moneyWords);
  const mention = mentionAt(asked, at);
  const named = columnOf(asked, mention, isMeasure);
  if (named !== null && mention !== null && at === start && length > 0) {
    return { measure: measureOf('sum', named), start, end: mention.end };
  }
  if (length === 0) return null;
  // A table of that name is a table.
  if (tableOf(mention) !== null && (mention?.candidates[0]?.score ?? 0) >= 0.95) return null;
  const pool = asked.named.size > 0 ? [...asked.named] : asked.schema.tables;
  const holders = (list: readonly CatalogTable[]) =>
    list.flatMap((table) => {
      const [column] = moneyColumns(table);
      return column === undefined ? [] : [{ table, column }];
    });
  const own = holders(pool);
  const all = own.length > 0 ? own : holders(asked.schema.tables);
  const ranked = all.toSorted((a, b) => totalRank(b) - totalRank(a));
  const [best, ...others] = ranked;
  if (best === undefined) return null;
  assumeColumn(asked, [best, ...others], {
    path: 'measure',
    because: `"${wordsOf(asked, at, at + length)}" names no column; this one holds money`,
  });
  return { measure: measureOf('sum', best), start, end: at + length };
}

/** Orders and sales before payments, refunds and costs. */
function totalRank({ table, column }: ColumnRef): number {
  const name = table.object.name.toLowerCase();
  const base = /order|sale|purchase|invoice|bill|booking/u.test(name) ? 4 : 0;
  const line = /item|line|detail/u.test(name) ? -1 : 0;
  const total = /total|revenue|amount/u.test(column.name.toLowerCase()) ? 2 : 0;
  const back = /return|refund|cost/u.test(`${name} ${column.name}`) ? -5 : 0;
  return base + line + total + back;
}
