import type { ColumnMention, Test } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { noneOfNumber } from '../shapes/none-of-number.ts';
import { deniedValues } from '../states/denied-values.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

const longestLead = 5;
const longestName = 3;
const lead =
  /^(?:without|(?:with|ha(?:s|ve|d|ving)) no|(?:do|does|did) not have|(?:do|does|did)n't have|lack(?:s|ed|ing)?|not having)(?: (?:a|an|any|the))?$/u;
const ends = /^(?:but|who|which|that|whose|yet)$/u;
const places = /^(?:in|from|by|at|on)$/u;
const goesOn = /^(?:with|who|which|that|whose|ha(?:s|ve|d)|is|are|was|were|in|from)$/u;
const joining = /^(?:and|or|of|in|for|from|by|with|to|a|an|the)$/u;
/** Says nothing more of what a row is said to have. */
const featureNoun = /^(?:functions?|features?|options?|facilit(?:y|ies)|functionality)$/u;
/** "a ward number": of a key that leads to wards. */
const keyNoun = /^(?:number|no|id|code|key|identifier)$/u;

/**
 * "without a ward number", "have no sauna", "do not have the sonar function": the column of the rows is empty, or
 * holds "No" where it says so among other things.
 */
export function lackingItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const begins = leadLength(words, at);
  if (begins === 0) return [];
  const from = at + begins;
  for (let length = longestName; length > 0; length -= 1) {
    const name = words.slice(from, from + length);
    const tail = featureNoun.test(words[from + length]?.lower ?? '') ? 1 : 0;
    const end = from + length + tail;
    if (name.length < length || !isName(name) || !isEnd(words, end, index)) continue;
    const columns = emptyColumns(name, index);
    if (columns.length === 0) continue;
    const test = testOf(columns, spanOf(words, from, length), { at: from, index });
    const gain = gainOf(end - at, weights.parse.value * weights.state.filled);
    return [{ kind: 'condition', test, start: at, end, gain }];
  }
  return [];
}

function leadLength(words: readonly Word[], at: number): number {
  for (let length = longestLead; length > 0; length -= 1)
    if (at + length < words.length && lead.test(spanOf(words, at, length))) return length;
  return 0;
}

function isName(name: readonly Word[]): boolean {
  return name.every(({ kind, lower }) => kind === 'word' && !joining.test(lower));
}

/** Nothing more is said of the column behind its name: neither another that is lacking too, nor whose it is. */
function isEnd(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const next = words[at];
  if (next === undefined || next.kind === 'mark') return next?.text !== '-';
  const behind = words.slice(at + 1).find(({ lower }) => !/^(?:the|an?|any|all)$/u.test(lower));
  if (next.lower === 'and') return goesOn.test(behind?.lower ?? '');
  const isPlaced = places.test(next.lower) && !isTable(behind, index);
  return next.kind === 'word' && (isPlaced || ends.test(next.lower));
}

/** "no delegates in elections": rows of elections are lacking. */
function isTable(word: Word | undefined, index: SchemaIndex): boolean {
  return (index.tablesNamed([word?.lemma ?? ''])[0]?.score ?? 0) >= weights.link.akin;
}

/** Columns that may be empty; rows that are named so are missing, and no column. */
function emptyColumns(name: readonly Word[], index: SchemaIndex): readonly Named<Field>[] {
  const lemmas = name.map(({ lemma }) => lemma);
  const isKey = lemmas.length > 1 && keyNoun.test(lemmas.at(-1) ?? '');
  if (!isKey && index.tablesNamed(lemmas).some(({ score }) => score >= weights.link.akin))
    return [];
  const named = fieldsNamed(lemmas, index);
  const found =
    named.length === 0 && isKey ? fieldsNamed([...lemmas.slice(0, -1), 'id'], index) : named;
  const best = found[0]?.score ?? 0;
  const near = found.filter(({ score }) => score >= best - weights.resolve.tie);
  return near.some(({ what }) => index.states.flags.has(what.column)) ? [] : near;
}

function fieldsNamed(lemmas: readonly string[], index: SchemaIndex): readonly Named<Field>[] {
  const says = (field: Field): boolean => deniedValues([{ what: field, score: 1 }], index) !== null;
  return index
    .fieldsNamed(lemmas)
    .filter(({ score }) => score >= weights.state.leastFilled)
    .filter(({ what }) => what.column.nullable || says(what));
}

function testOf(
  alternatives: readonly Named<Field>[],
  words: string,
  { at, index }: { readonly at: number; readonly index: SchemaIndex },
): Test {
  const left: ColumnMention = { kind: 'column', alternatives, words, at, beside: [] };
  const denied = deniedValues(alternatives, index);
  if (denied !== null)
    return {
      kind: 'held',
      left: { ...left, alternatives: denied.of },
      values: [denied.choice],
      negated: false,
    };
  return noneOfNumber(left) ?? { kind: 'null', left, negated: false };
}
