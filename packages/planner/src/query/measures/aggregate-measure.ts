import { isTemporal, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { columnOf, mentionAt, type Asked } from '../asked.ts';
import { matchPhrase, type Phrases } from '../phrases.ts';
import type { MeasureFunction } from '../question-ir.ts';
import { skipFillers } from '../skip-fillers.ts';
import { isMeasure } from '../table-facts.ts';
import { measureOf, type ReadMeasure } from './make-measure.ts';
import { moneyAt } from './money-measure.ts';

/** A function's word and a number, or money: "average price", "highest revenue". */
export function aggregateAt(
  asked: Asked,
  at: number,
  { fn, words }: { readonly fn: MeasureFunction; readonly words: Phrases },
): ReadMeasure | null {
  const length = matchPhrase(asked.reading, at, words);
  if (length === 0) return null;
  const next = skipFillers(asked, at + length);
  const mention = mentionAt(asked, next);
  const ordered = (column: CatalogColumn, table: CatalogTable) =>
    isMeasure(column, table) || ((fn === 'max' || fn === 'min') && isTemporal(column.type));
  const ref = columnOf(asked, mention, ordered);
  if (ref !== null && mention !== null) {
    return { measure: measureOf(fn, ref), start: at, end: mention.end };
  }
  return withFn(moneyAt(asked, next, at), fn);
}

function withFn(read: ReadMeasure | null, fn: MeasureFunction): ReadMeasure | null {
  return read === null ? null : { ...read, measure: { ...read.measure, fn } };
}
