import { isMoment } from '../../link/link-column.ts';
import { phrasesAt } from '../comments/phrase-items.ts';
import type { ColumnMention, TableMention, Test } from '../form.ts';
import type { Field, Named } from '../schema-index.ts';
import { gatheredTest } from './gathered-values.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { dueTests } from './due-tests.ts';
import { stateKey, type DoneColumn, type StateIndex } from './state-index.ts';
import { assignedWords, stateWords, unassignedWords, type StateWords } from './state-words.ts';
import { otherWordsFor } from './flag-words.ts';
import { isParticiple, verbRoot } from './verb-root.ts';

/** Words that say how rows are, without naming a column. */
export interface ConditionItem {
  readonly kind: 'condition';
  readonly test: Test;
  /** "how many times": rows of these are counted, where something is. */
  readonly counted?: TableMention;
}

export interface PlacedCondition extends ConditionItem {
  readonly length: number;
  /** How surely they say it, 0 to 1. */
  readonly sure: number;
}

const longest = 5;
/** "pay a fee" of `pays_fee`. */
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** All that words beginning at a place may say of the state of rows. */
export function statesAt(
  words: readonly Word[],
  at: number,
  index: StateIndex,
): readonly PlacedCondition[] {
  const found: PlacedCondition[] = [...phrasesAt(words, at, index)];
  for (let length = 1; length <= longest && at + length <= words.length; length += 1) {
    const part = words.slice(at, at + length);
    if (part.some((word) => word.kind !== 'word' && word.kind !== 'number')) break;
    const said = part.map((word) => word.lower).join(' ');
    for (const { test, sure } of statesSaid(part, said, index, at))
      found.push({ kind: 'condition', test, sure, length });
    for (const { test, sure } of dueTests(said, index, at))
      found.push({ kind: 'condition', test, sure, length });
  }
  return found;
}

interface Said {
  readonly test: Test;
  readonly sure: number;
}

function statesSaid(
  part: readonly Word[],
  said: string,
  index: StateIndex,
  at: number,
): readonly Said[] {
  const mention = (alternatives: readonly Named<Field>[]): ColumnMention => ({
    kind: 'column',
    alternatives: alternatives.toSorted((a, b) => b.score - a.score),
    words: said,
    at,
    beside: [],
  });
  const emptiness = (columns: readonly Named<Field>[], isEmpty: boolean, sure: number): Said[] =>
    columns.length === 0
      ? []
      : [{ test: { kind: 'null', left: mention(columns), negated: !isEmpty }, sure }];
  const { state } = weights;
  const [positive, isNegated] = withoutPrefix(said);
  const lemmas = part
    .filter(({ lower }) => !articles.has(lower))
    .map((word) => word.lemma)
    .join(' ');
  const plain = unhyphened(said);
  const flag = (value: boolean, columns: readonly Named<Field>[], sure: number): Said[] =>
    columns.length === 0 ? [] : [{ test: { kind: 'flag', left: mention(columns), value }, sure }];
  return [
    ...described(said, index).flatMap((one) =>
      emptiness([one.named], one.isEmpty, state.described),
    ),
    ...gathered(said, index, at),
    ...flag(
      true,
      flagsOf([said, plain, lemmas, keysOf(plain), withoutAdverb(plain)], index),
      state.flag,
    ),
    ...flag(true, flagsMadeOf(said, index), state.flagMade),
    ...flag(true, flagsOf(friendlyTo(plain), index), state.likeFlag),
    ...(isNegated ? flag(false, flagsOf([positive, keysOf(positive)], index), state.flag) : []),
    ...likeFlags(plain, index).flatMap(([value, columns]) => flag(value, columns, state.likeFlag)),
    ...doneItems(positive, isNegated, index).flatMap(([columns, isEmpty]) =>
      emptiness(columns, isEmpty, state.participle),
    ),
    ...stateWords
      .filter((one) => one.says.includes(said))
      .flatMap((one) => emptiness(oppositeColumns(one, index), one.isBefore, state.opposite)),
    ...(unassignedWords.has(said) ? emptiness(index.responsible, true, state.opposite) : []),
    ...(assignedWords.has(said) ? emptiness(index.responsible, false, state.opposite) : []),
  ];
}

function described(
  said: string,
  index: StateIndex,
): readonly { readonly named: Named<Field>; readonly isEmpty: boolean }[] {
  const [positive, isNegated] = withoutPrefix(said);
  const own = index.described.get(stateKey(said)) ?? [];
  const contrary = isNegated ? (index.described.get(stateKey(positive)) ?? []) : [];
  const all = [...own, ...contrary.map(({ field, isEmpty }) => ({ field, isEmpty: !isEmpty }))];
  // "NULL unless cancelled" of a moment and of a reason: the moment tells it.
  const timed = new Set(
    all.filter(({ field }) => isMoment(field.column)).map(({ field }) => field.table),
  );
  return all.map(({ field, isEmpty }) => {
    const isBeside = timed.has(field.table) && !isMoment(field.column);
    return { named: { what: field, score: isBeside ? weights.state.beside : 1 }, isEmpty };
  });
}

/** "outstanding", where a comment says which values are so. */
function gathered(said: string, index: StateIndex, at: number): readonly Said[] {
  const known = index.gathered.get(said) ?? index.gathered.get(withoutStill(said)) ?? [];
  return known.map((one) => ({
    test: gatheredTest(one, { said, at }),
    sure: weights.state.described,
  }));
}

/** "unpaid", "need to be paid": not paid. "under" and "united" are no such words; what is left has to be known. */
function withoutPrefix(said: string): readonly [string, boolean] {
  const found =
    /^(?:un|non-?|in|not[ -](?:yet )?|(?:still )?(?:waiting|needs?|remains?|left) to be |still (?:ha(?:s|ve) )?to be )([a-z ]{3,})$/u.exec(
      said,
    )?.[1];
  return found === undefined ? [said, false] : [found, true];
}

/** "part-time", "still part time": the words of a flag as its name may have them. */
function unhyphened(said: string): string {
  return withoutStill(said.replaceAll('-', ' '));
}

function withoutStill(said: string): string {
  return said.replace(/^(?:still|currently|now) (?=\p{L})/u, '');
}

/** "pet-friendly" where `pets_allowed` says it. */
function friendlyTo(plain: string): readonly string[] {
  const whom = /^(.{3,}) friendly$/u.exec(plain)?.[1];
  return whom === undefined ? [] : [`${whom} allowed`, whom, `${whom} welcome`];
}

/** "remotely" is how rows are that are remote. */
function withoutAdverb(said: string): string {
  return said.replace(/(?<=\p{L}{4})ly$/u, '');
}

function keysOf(said: string): string {
  return said.split(' ').map(stateKey).join(' ');
}

function flagsOf(names: readonly string[], index: StateIndex): readonly Named<Field>[] {
  const best = new Map<Field['column'], Named<Field>>();
  for (const one of names.flatMap((name) => index.flagsNamed.get(name) ?? [])) {
    const known = best.get(one.what.column);
    if (known === undefined || known.score < one.score) best.set(one.what.column, one);
  }
  return [...best.values()];
}

/** "fraudulent" of `is_fraud`: an adjective made of what the flag is called. */
function flagsMadeOf(said: string, index: StateIndex): readonly Named<Field>[] {
  if (!/^\p{L}{7,}(?:ent|al|ous|ive|ary|ful|y)$/u.test(said) || index.flagsNamed.has(said))
    return [];
  const names = [...index.flagsNamed.keys()].filter(
    (name) =>
      name.length >= leastNoun &&
      said.startsWith(name) &&
      said.length - name.length <= longestEnding,
  );
  return flagsOf(names, index);
}

const leastNoun = 5;
const longestEnding = 5;

/** Flags of other names that the words are said for: "part-time" for `is_full_time`. */
function likeFlags(
  said: string,
  index: StateIndex,
): readonly (readonly [boolean, readonly Named<Field>[]])[] {
  return otherWordsFor(said).map(([name, value]) => [value, flagsOf([name], index)] as const);
}

/** What was done, or was not: its columns, and whether they are empty. */
function doneItems(
  positive: string,
  isNegated: boolean,
  index: StateIndex,
): readonly (readonly [readonly DoneColumn[], boolean])[] {
  const [verb = '', ...particle] = positive.split(' ');
  if (!isParticiple(verb) || particle.length > 1) return [];
  const root = [verbRoot(verb), ...particle].join(' ');
  const columns = (index.doneBy.get(root) ?? []).filter(
    (one) => isNegated || (one.isEvent && one.isDeclared),
  );
  return columns.length === 0 ? [] : [[columns, isNegated]];
}

function oppositeColumns({ verbs }: StateWords, index: StateIndex): readonly Named<Field>[] {
  const seen = new Map<Field['column'], Named<Field>>();
  verbs.forEach((verb, rank) => {
    const [first = '', ...particle] = verb.split(' ');
    for (const one of index.doneBy.get([verbRoot(first), ...particle].join(' ')) ?? []) {
      if (!one.isEvent || seen.has(one.what.column)) continue;
      const score = one.score * (0.97 - weights.state.perRank * rank);
      seen.set(one.what.column, { what: one.what, score });
    }
  });
  return [...seen.values()];
}
