import { cuesOf } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import { columnMention } from '../column-mention.ts';
import type { TableMention, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { isFinitePresent } from '../finite-present.ts';
import type { RowKind } from './row-kinds.ts';

/** A noun for rows of one state: "cancellations". */
export interface KindItem {
  readonly kind: 'rows';
  readonly table: TableMention;
  readonly test: Test;
}

export interface PlacedKind extends KindItem {
  readonly length: number;
  /** How surely the noun names them, 0 to 1. */
  readonly sure: number;
}

/** Kinds of rows that the noun at a place names, by table; empty where the schema has a name for it. */
export function kindsAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedKind[] {
  const word = words[at];
  if (word?.kind !== 'word' || isFinitePresent(words, at, index)) return [];
  // "maximum and minimum": "and" is no rows called Andy.
  if (isSmallWord(word.lower) || cuesOf(word.lower).length > 0) return [];
  if ((index.tablesNamed([word.lemma])[0]?.score ?? 0) >= weights.link.sure) return [];
  const named = index.fieldsNamed([word.lemma]).filter(({ score }) => score >= weights.link.sure);
  const isColumn = (kind: RowKind): boolean =>
    named.length > 0 && !named.some(({ what }) => what.column === kind.field.column);
  const noun =
    !word.lower.endsWith('s') && isRanked(words, at, index) ? `${word.lower}s` : word.lower;
  const kinds = index.kindsCalled(noun).filter((kind) => !isColumn(kind));
  const byTable = Map.groupBy(kinds, ({ field }) => field.table);
  return [...byTable].flatMap(([table, own]): PlacedKind[] => {
    const [best] = own.toSorted((a, b) => surety(b) - surety(a));
    if (best === undefined) return [];
    const mention: TableMention = {
      kind: 'table',
      alternatives: [{ what: table, score: 1 }],
      words: word.lower,
      at,
    };
    const test = testOf(best, word.lower, at);
    return [{ kind: 'rows', table: mention, test, length: 1, sure: surety(best) }];
  });
}

/** "largest deposit", "average withdrawal": of rows that a value is said for, though it stands there as it is. */
function isRanked(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [before, next] = [words[at - 1], words[at + 1]];
  const isAsked = cuesOf(before?.lower ?? '').some(
    (cue) => cue.kind === 'superlative' || (cue.kind === 'aggregate' && cue.fn !== 'count'),
  );
  const isModifier =
    next?.kind === 'word' &&
    [...index.tablesNamed([next.lemma]), ...index.fieldsNamed([next.lemma])].some(
      ({ score }) => score >= weights.link.akin,
    );
  return isAsked && !isModifier;
}

function surety({ says }: RowKind): number {
  return weights.kind[says.kind];
}

function testOf({ field, says }: RowKind, words: string, at: number): Test {
  const left = columnMention(field, words, at);
  switch (says.kind) {
    case 'value':
      return {
        kind: 'held',
        left,
        values: [{ byField: [{ field, value: says.value }] }],
        negated: false,
      };
    case 'flag':
      return { kind: 'flag', left, value: says.value };
    case 'filled':
      return { kind: 'null', left, negated: true };
  }
}
