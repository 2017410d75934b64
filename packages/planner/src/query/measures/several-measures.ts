import { free } from '../../parse/reading.ts';
import { columnOf, mentionAt, type Asked } from '../asked.ts';
import { matchPhrase, type Phrases } from '../phrases.ts';
import type { MeasureFunction, MeasureIR } from '../question-ir.ts';
import { averageWords, maxWords, medianWords, minWords, sumWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { isMeasure } from '../table-facts.ts';
import { measureOf } from './make-measure.ts';

/** "minimum and maximum price", "average, highest and lowest salary": several of one column. */
export function severalAt(
  asked: Asked,
  at: number,
): { readonly measures: readonly MeasureIR[]; readonly end: number } | null {
  const functions: readonly (readonly [MeasureFunction, Phrases])[] = [
    ['avg', averageWords],
    ['median', medianWords],
    ['max', maxWords],
    ['min', minWords],
    ['sum', sumWords],
  ];
  const found: MeasureFunction[] = [];
  let next = at;
  for (;;) {
    const place = skipFillers(asked, next, 2);
    const hit = functions
      .map(([fn, list]) => ({ fn, length: matchPhrase(asked.reading, place, list) }))
      .find((one) => one.length > 0);
    if (hit === undefined) break;
    found.push(hit.fn);
    next = place + hit.length;
    while (/^(?:and|,|и)$/u.test(free(asked.reading, next)?.lower ?? '')) next += 1;
  }
  if (found.length < 2) return null;
  const mention = mentionAt(asked, skipFillers(asked, next));
  const ref = columnOf(asked, mention, isMeasure);
  if (ref === null || mention === null) return null;
  return { measures: found.map((fn) => measureOf(fn, ref)), end: mention.end };
}
