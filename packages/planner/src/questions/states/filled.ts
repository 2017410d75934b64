import { isNumeric } from '@ai-etl/core';
import { isKeyLike } from '../../query/table-facts.ts';
import { cuesOf } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { ColumnMention, Test } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { deniedValues } from './denied-values.ts';
import type { PlacedCondition } from './state-items.ts';

const longestName = 3;
const verbs: ReadonlySet<string> = new Set(
  'with has have had having use used uses using gave given give entered carry carries carried contain contains include includes included got apply applied'.split(
    ' ',
  ),
);
const articles: ReadonlySet<string> = new Set(['a', 'an', 'any', 'some']);
/** What compares the column with something, or says more of it. */
const goesOn =
  /^(?:of|in|on|above|below|over|under|between|greater|less|more|higher|lower|smaller|larger|bigger|at|equal|equals|is|was|are|like|starting|ending|containing|from|for|that|which|called|named|than|[<>=]+)$/u;

/** "orders with a coupon", "who used a discount": the column has something in it; of numbers, more than nothing. */
export function filledAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  const article = words[at + 1]?.lower ?? '';
  if (!verbs.has(words[at]?.lower ?? '') || !articles.has(article)) return [];
  return [...nameLengths(words, at + 2)].flatMap((length): PlacedCondition[] => {
    const name = words.slice(at + 2, at + 2 + length);
    // "have an average …": of what follows.
    if (cuesOf(name.at(-1)?.lower ?? '').some(({ kind }) => kind === 'aggregate')) return [];
    const lemmas = name.map(({ lemma }) => lemma);
    if (index.tablesNamed(lemmas).some(({ score }) => score >= weights.link.akin)) return [];
    const columns = index
      .fieldsNamed(lemmas)
      .filter(({ what, score }) => score >= weights.state.leastFilled && mayLack(what, index));
    const text = name.map(({ lower }) => lower).join(' ');
    const sure = weights.state.filled;
    return testsOf(columns, text, { at, index }).map((test) => ({
      kind: 'condition',
      test,
      sure,
      length: length + 2,
    }));
  });
}

/** Lengths of names that begin at a place and are not followed by what they are compared with. */
function* nameLengths(words: readonly Word[], at: number): Iterable<number> {
  for (let length = 1; length <= longestName; length += 1) {
    const last = words[at + length - 1];
    if (last?.kind !== 'word' || isSmallWord(last.lower)) return;
    const next = words[at + length];
    const isEnd = next === undefined || next.kind === 'mark';
    const isOther = next?.kind === 'word' && !goesOn.test(next.lower);
    if (isEnd || (isOther && (isSmallWord(next.lower) || cuesOf(next.lower).length > 0)))
      yield length;
  }
}

function mayLack(field: Field, index: SchemaIndex): boolean {
  const isEmpty = field.column.nullable || isAmount(field);
  return isEmpty || deniedValues([{ what: field, score: 1 }], index) !== null;
}

/** A number of something, and no key. */
function isAmount({ table, column }: Field): boolean {
  return isNumeric(column.type) && !isKeyLike(column, table);
}

function testsOf(
  columns: readonly Named<Field>[],
  words: string,
  { at, index }: { readonly at: number; readonly index: SchemaIndex },
): readonly Test[] {
  const [best] = columns;
  if (best === undefined) return [];
  const isNumber = isAmount(best.what);
  const alike = columns.filter(({ what }) => isAmount(what) === isNumber);
  const left: ColumnMention = { kind: 'column', alternatives: alike, words, at, beside: [] };
  const denied = deniedValues(alike, index);
  if (denied !== null)
    return [
      {
        kind: 'held',
        left: { ...left, alternatives: denied.of },
        values: [denied.choice],
        negated: true,
      },
    ];
  return [
    isNumber
      ? { kind: 'compare', left, op: 'gt', right: { kind: 'number', value: 0, text: '0' } }
      : { kind: 'null', left, negated: true },
  ];
}
