import type { ColumnMention, Operator } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { PlacedCondition } from '../states/state-items.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** Days of the week by their ISO numbers, 1 for Monday: what is compared with them. */
type Days = readonly [op: Operator, day: number];

const days: ReadonlyMap<string, Days> = new Map<string, Days>([
  ['weekend', ['ge', 6]],
  ['weekends', ['ge', 6]],
  ['выходным', ['ge', 6]],
  ['выходные', ['ge', 6]],
  ['weekdays', ['le', 5]],
  ['workdays', ['le', 5]],
  ['будням', ['le', 5]],
  ['будни', ['le', 5]],
  ...['mondays', 'tuesdays', 'wednesdays', 'thursdays', 'fridays', 'saturdays', 'sundays'].map(
    (name, at): [string, Days] => [name, ['eq', at + 1]],
  ),
  ...[
    'понедельникам',
    'вторникам',
    'средам',
    'четвергам',
    'пятницам',
    'субботам',
    'воскресеньям',
  ].map((name, at): [string, Days] => [name, ['eq', at + 1]]),
]);
const before: ReadonlySet<string> = new Set(['on', 'at', 'over', 'по', 'в', 'во']);
const articles: ReadonlySet<string> = new Set(['the', 'a']);

/** "placed on weekends", "по пятницам": a condition on the day of the week of whatever happened. */
export function weekdaysAt(
  words: readonly Word[],
  at: number,
  { times }: SchemaIndex,
): readonly PlacedCondition[] {
  if (!before.has(words[at]?.lower ?? '') || times.events.length === 0) return [];
  const hasArticle = articles.has(words[at + 1]?.lower ?? '');
  const length = hasArticle ? 3 : 2;
  const found = days.get(words[at + length - 1]?.lower ?? '');
  if (found === undefined) return [];
  const [op, day] = found;
  const left: ColumnMention = {
    kind: 'column',
    alternatives: times.events,
    words: '',
    at,
    beside: [],
    implies: 'moment',
    derived: { kind: 'cycle', part: 'isodow' },
  };
  const right = { kind: 'number', value: day, text: String(day) } as const;
  const test = { kind: 'compare', left, op, right } as const;
  return [{ kind: 'condition', test, sure: weights.time.when, length }];
}
