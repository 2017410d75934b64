import { claim } from '../../parse/reading.ts';
import type { Asked } from '../asked.ts';
import { averageWords, maxWords, medianWords, minWords } from '../question-words.ts';
import { aggregateAt } from './aggregate-measure.ts';
import { countAfterAt, countAt } from './count-measure.ts';
import type { ReadMeasure } from './make-measure.ts';
import { moneyAt } from './money-measure.ts';
import { sumAt } from './sum-measure.ts';

/** Reads a measure that begins at a token: "how many orders", "total amount", "revenue". Claims nothing. */
export function measureAt(asked: Asked, at: number): ReadMeasure | null {
  return (
    countAt(asked, at) ??
    aggregateAt(asked, at, { fn: 'avg', words: averageWords }) ??
    aggregateAt(asked, at, { fn: 'median', words: medianWords }) ??
    sumAt(asked, at) ??
    moneyAt(asked, at, at) ??
    countAfterAt(asked, at)
  );
}

/** "highest salary", "earliest order date": a value, when no row is asked for. */
export function extremeAt(asked: Asked, at: number): ReadMeasure | null {
  return (
    aggregateAt(asked, at, { fn: 'max', words: maxWords }) ??
    aggregateAt(asked, at, { fn: 'min', words: minWords })
  );
}

/** Claims the words of a measure. */
export function claimMeasure(asked: Asked, { start, end }: ReadMeasure): void {
  claim(asked.reading, start, end);
}
