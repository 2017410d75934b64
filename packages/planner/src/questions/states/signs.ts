import { isNumeric } from '@ai-etl/core';
import { isMeasure } from '../../query/table-facts.ts';
import type { ColumnMention, Operator } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { PlacedCondition } from './state-items.ts';

const signs: ReadonlyMap<string, Operator> = new Map([
  ['negative', 'lt'],
  ['positive', 'gt'],
  ['zero', 'eq'],
  ['nonzero', 'ne'],
  ['отрицательный', 'lt'],
  ['отрицательным', 'lt'],
  ['отрицательного', 'lt'],
  ['отрицателен', 'lt'],
  ['положительный', 'gt'],
  ['положительным', 'gt'],
  ['нулевой', 'eq'],
  ['нулевым', 'eq'],
]);
const longestName = 3;
/** A name, small words and the sign. */
const mostWords = 7;
const between = /^(?:is|are|was|were|stays|remains|went|goes|has|gone|currently|still|now)$/u;

/** "a negative balance", "whose balance is negative": a number told by its sign. */
export function signsAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  // Names are looked up only where a sign is near.
  if (!words.slice(at, at + mostWords).some(({ lower }) => signs.has(lower))) return [];
  const op = signs.get(words[at]?.lower ?? '');
  for (let length = longestName; length > 0; length -= 1) {
    const start = op === undefined ? at : at + 1;
    const columns = numbersNamed(words.slice(start, start + length), index);
    if (columns.length === 0) continue;
    const said = op === undefined ? signBehind(words, at + length) : { op, end: start + length };
    if (said === null) continue;
    const text = words
      .slice(start, start + length)
      .map(({ lower }) => lower)
      .join(' ');
    const left: ColumnMention = {
      kind: 'column',
      alternatives: columns,
      words: text,
      at,
      beside: [],
    };
    const right = { kind: 'number', value: 0, text: '0' } as const;
    const test = { kind: 'compare', left, op: said.op, right } as const;
    return [{ kind: 'condition', test, sure: weights.state.sign, length: said.end - at }];
  }
  return [];
}

function numbersNamed(name: readonly Word[], index: SchemaIndex): readonly Named<Field>[] {
  if (name.length === 0 || name.some(({ kind }) => kind !== 'word')) return [];
  return index
    .fieldsNamed(name.map(({ lemma }) => lemma))
    .filter(
      ({ what: { column, table }, score }) =>
        score >= weights.state.leastFilled && isNumeric(column.type) && isMeasure(column, table),
    );
}

/** "… is negative": the sign behind a name, and where it ends. */
function signBehind(words: readonly Word[], from: number): { op: Operator; end: number } | null {
  let at = from;
  while (between.test(words[at]?.lower ?? '')) at += 1;
  const op = signs.get(words[at]?.lower ?? '');
  return op === undefined ? null : { op, end: at + 1 };
}
