import { isNumeric } from '@ai-etl/core';
import { isKeyLike } from '../../query/table-facts.ts';
import type { ColumnMention, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/** "the 2012 vintage", "the 2020 season": rows whose column of that name holds the year before it. */
export function yearColumnItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const [year, name] = words.slice(at, at + 2);
  const value = year?.kind === 'number' ? year.value : undefined;
  if (year === undefined || value === undefined || value < 1500 || value > 2100) return [];
  if (words[at - 1]?.lower !== 'the' || name?.kind !== 'word' || name.lower !== name.lemma)
    return [];
  const alternatives = index
    .fieldsNamed([name.lemma])
    .filter(
      ({ what: { table, column }, score }) =>
        score >= weights.link.sure && isNumeric(column.type) && !isKeyLike(column, table),
    );
  if (alternatives.length === 0) return [];
  const left: ColumnMention = {
    kind: 'column',
    alternatives,
    words: name.lower,
    at: at + 1,
    beside: [],
  };
  const right = { kind: 'number', value, text: year.text } as const;
  const test: Test = { kind: 'compare', left, op: 'eq', right };
  const gain = gainOf(2, weights.parse.value);
  return [{ kind: 'condition', test, start: at, end: at + 2, gain }];
}
