import { partsOf } from '../name-parts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const rates = /^(?:hour|day|week|month|year|annum)$/u;

/** Words that change nothing about what is asked: "his or her name", "paid below 2000 a month". */
export function idleWordsAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const [first, second, third] = words.slice(at, at + 3).map(({ lower }) => lower);
  const isEither =
    /^(?:his|he|him)$/u.test(first ?? '') &&
    second === 'or' &&
    /^(?:hers?|she)$/u.test(third ?? '');
  if (isEither) return [idle(at, 3, 1)];
  const isRate = words[at - 1]?.kind === 'number' && rates.test(second ?? '');
  const isPer = first === 'per' || first === 'every' || first === 'each';
  // "2000 a month"; "earn over 2000 per month", where a column is the pay of a month.
  if (isRate && (first === 'a' || first === 'an' || (isPer && hasRate(second ?? '', index))))
    return [idle(at, 2, 2)];
  return [];
}

function hasRate(unit: string, index: SchemaIndex): boolean {
  const adjective = unit === 'day' ? 'daily' : `${unit}ly`;
  return index.schema.tables.some(({ columns }) =>
    columns.some(({ name }) => partsOf(name).includes(adjective)),
  );
}

function idle(at: number, length: number, weight: number): Item {
  const gain = gainOf(weight, weights.parse.value);
  return { kind: 'skip', isContent: false, isVerb: false, start: at, end: at + length, gain };
}
