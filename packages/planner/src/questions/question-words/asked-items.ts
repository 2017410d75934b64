import type { CatalogTable } from '@ai-etl/core';
import { cuesOf } from '../cues/cues-of.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import type { Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { clauseAfter, isEnd, isTableName, type ClauseRead } from './asked-clause.ts';
import { partsOfAsked } from './asked-item.ts';
import { endOfVerb, momentsOfVerb } from './asked-verbs.ts';
import { objectsAsked } from './object-verbs.ts';
import { askersAt } from './question-phrase.ts';

/** The question words of a question. */
export interface QuestionWords {
  /** Where the verb of those at the start stands: it says nothing else. */
  readonly verbs: readonly number[];
  /** Those behind something else that is asked for, and those at the start that ask for several columns. */
  readonly itemsAt: (at: number) => readonly Item[];
  /**
   * Whether a question word at a place asks for something beside what else is asked for: it is answered, or asked
   * back, and never passed over.
   */
  readonly asksFurther: (at: number) => boolean;
}

/** Reads what a question begins with once, for all its places. */
export function questionWords(words: readonly Word[], index: SchemaIndex): QuestionWords {
  const start = startOf(words, index);
  const opening = openingItems(words, start, index);
  const asked = opening.length > 0 ? start.read : null;
  return {
    verbs: asked === null ? [] : (start.clause?.verbs ?? []),
    itemsAt: (at) =>
      at === 0 ? opening : [...furtherItems(words, at, index), ...verbItems(at, start)],
    asksFurther: (at) => {
      if (at > 0 && furtherItems(words, at, index).length > 0) return true;
      if (asked === null || asked.askers.length < 2 || at >= asked.end) return false;
      return at === 0 || (askersAt(words, at) !== null && words[at - 1]?.lower === 'and');
    },
  };
}

/** What stands at the start of a question. */
interface Start {
  readonly objects: ReturnType<typeof objectsAsked>;
  readonly read: ReturnType<typeof askersAt>;
  /** An auxiliary follows the question words: "where is". */
  readonly isClause: boolean;
  /** The verb behind them; null where no question words stand there. */
  readonly clause: Opening | null;
}

function startOf(words: readonly Word[], index: SchemaIndex): Start {
  const read = askersAt(words, 0);
  return {
    objects: objectsAsked(words),
    read,
    isClause: read !== null && auxiliaries.has(words[read.end]?.lower ?? ''),
    clause: read === null ? null : openingVerbs(words, read.end + 1, index),
  };
}

/** "…, and when were they held?", "… together with where it is". */
function furtherItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const before = words[at - 1]?.lower ?? '';
  const isJoined = joins.has(before) || isCommand(words, at - 1);
  if (!isJoined && before !== ',') return [];
  const read = askersAt(words, at);
  if (read === null) return [];
  const { askers, end } = read;
  const clause = clauseAfter(words, end, index);
  const isBare = !clause.hasAuxiliary && !clause.hasSubject;
  const asksWho = askers.some(({ kind }) => kind === 'who');
  const isMeasured = askers.some(({ kind }) => kind === 'attribute');
  if (!isJoined && isMeasured) return [];
  // ", who …" and ", when …" say more of the rows before.
  if (!isJoined && (asksWho ? !isForEach(words) : !clause.hasAuxiliary)) return [];
  if (isBare && clause.verbs.length === 0 && !isEnd(words[end])) return [];
  if (isBare && clause.verbs.length > 0 && !asksWho) return [];
  if (asksWho && !isAboutRows(words, end, clause)) return [];
  const parts = partsOfAsked(askers, clause.verbs);
  const gain = gainOf(clause.end - at, weights.parse.asked);
  return [{ kind: 'asked', parts, of: [], start: at, end: clause.end, gain }];
}

/** "who owns it", "who presents": not "and who are below 30", which says more of the rows before. */
function isAboutRows(words: readonly Word[], from: number, { verbs, end }: ClauseRead): boolean {
  const isVerbFirst = verbs[0] === words[from]?.lower;
  const next = words[end];
  const isDone = isEnd(next) || /^(?:it|them|him|her|each|and)$/u.test(next?.lower ?? '');
  return verbs.length > 0 && isVerbFirst && isDone;
}

const joins: ReadonlySet<string> = new Set('and with plus also as и'.split(' '));

/** "Show", "tell me" at the start of a sentence or behind "and": not "what people give when they cancel". */
function isCommand(words: readonly Word[], at: number): boolean {
  const word = words[at]?.lower ?? '';
  if (/^(?:me|us)$/u.test(word)) return isCommand(words, at - 1);
  const isShow = cuesOf(word).some(({ kind }) => kind === 'show') || word === 'tell';
  return isShow && (at === 0 || /^(?:[.,?!;:]|and|please)$/u.test(words[at - 1]?.lower ?? ''));
}

function isForEach(words: readonly Word[]): boolean {
  return /^for (?:each|every|all)/u.test(spanOf(words, 0, 2));
}

const auxiliaries: ReadonlySet<string> = new Set(
  'is are was were do does did has have had will'.split(' '),
);

interface Opening {
  readonly verbs: readonly number[];
  readonly end: number;
}

/** "Where and when was each tasting held", "when does it start and end", "in what year did it open". */
function openingItems(
  words: readonly Word[],
  { objects, read, isClause, clause }: Start,
  index: SchemaIndex,
): readonly Item[] {
  if (objects !== null) {
    const { of, end } = objects;
    const parts = partsOfAsked([{ kind: 'attribute', of }], []);
    const gain = gainOf(end, weights.parse.asked) + weights.parse.askedVerb;
    return [{ kind: 'asked', parts, of: tablesSaid(words, end, index), start: 0, end, gain }];
  }
  if (read === null || clause === null || !isClause) return [];
  const { askers, end } = read;
  const { verbs } = clause;
  const isSeveral = askers.length > 1 || verbs.length > 1;
  const [only] = askers;
  const isYear = only?.kind === 'year' && verbs.length === 1;
  const isPlace = only?.kind === 'where' && verbs.length === 1;
  if (!isSeveral && !isYear && !isPlace) return [];
  const parts = partsOfAsked(
    askers,
    verbs.map((place) => words[place]?.lower ?? ''),
  );
  const of = tablesSaid(words, end + 1, index);
  const gain = gainOf(end, weights.parse.asked) + weights.parse.askedVerb * verbs.length;
  // "When was each one held": all rows are meant, and no groups.
  const each = /^(?:each|every)$/u.test(words[end + 1]?.lower ?? '') ? 1 : 0;
  return [{ kind: 'asked', parts, of, start: 0, end: end + 1 + each, gain }];
}

/** Words of a verb that the question words at the start were read with. */
function verbItems(at: number, { objects, isClause, clause }: Start): readonly Item[] {
  const end =
    objects?.verb === at ? at + 1 : isClause && clause?.verbs[0] === at ? clause.end : null;
  return end === null
    ? []
    : [{ kind: 'skip', isContent: false, isVerb: true, start: at, end, gain: 0 }];
}

/** The verb of the clause at the start, or two with "and" between them: by their places, and where they end. */
function openingVerbs(words: readonly Word[], from: number, index: SchemaIndex): Opening {
  const end = clauseEnd(words, from);
  for (let at = end - 1; at > from; at -= 1) {
    const [word, and, other] = words.slice(at, at + 3);
    if (word === undefined) break;
    const isPair =
      and?.lower === 'and' &&
      at + 3 <= end &&
      isVerb(words, at, index) &&
      isVerb(words, at + 2, index);
    if (isPair && other !== undefined) return { verbs: [at, at + 2], end: at + 3 };
  }
  // "where does she come from", "where is she from".
  if (words[end - 1]?.lower === 'from' && end - 1 > from) {
    const isCome = /^(?:come|comes|came|hail|hails|originate)$/u.test(words[end - 2]?.lower ?? '');
    return { verbs: [isCome ? end - 2 : end - 1], end };
  }
  for (let at = end - 1; at > from; at -= 1) {
    if (!isVerb(words, at, index)) continue;
    const isPlace =
      /^(?:take|took)/u.test(words[at]?.lower ?? '') && words[at + 1]?.lower === 'place';
    return { verbs: [at], end: at + (isPlace ? 2 : 1) };
  }
  return { verbs: [], end };
}

function clauseEnd(words: readonly Word[], from: number): number {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (word?.kind === 'mark' && word.lower !== "'" && word.lower !== '-') return at;
  }
  return words.length;
}

const happening =
  /^(?:held|took|take|taken|happen|happened|occur|occurred|organi[sz]ed|made|built|located|situated|based|headquartered|hail|hails|originate|originates|live|lives|born|raised)$/u;

function isVerb(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const word = words[at];
  if (word?.kind !== 'word') return false;
  if (happening.test(word.lower) || endOfVerb(word.lower) !== null) return true;
  if (
    isTableName(word, index) ||
    cuesOf(word.lower).some(({ kind }) => kind !== 'sort' && kind !== 'does')
  )
    return false;
  return (momentsOfVerb(word.lower, index)[0]?.score ?? 0) >= weights.time.verb.group;
}

/** The rows that a question is about, by the first name of a table or a value in it. */
function tablesSaid(
  words: readonly Word[],
  from: number,
  index: SchemaIndex,
): readonly CatalogTable[] {
  const to = clauseEnd(words, from);
  for (const least of [weights.link.sure, weights.link.least]) {
    for (let at = from; at < to; at += 1) {
      const table = tableAt(words, at, index);
      if (table !== null && table.score >= least) return [table.what];
      const held = heldAt(words, at, index);
      if (held.length > 0) return held;
    }
  }
  return [];
}

function tableAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): Named<CatalogTable> | null {
  for (const length of [3, 2, 1]) {
    const said = words.slice(at, at + length);
    if (said.length < length || said.some(({ kind }) => kind !== 'word')) continue;
    const [first] = index.tablesNamed(said.map(({ lemma }) => lemma));
    if (first !== undefined) return first;
  }
  return null;
}

const longestValue = 6;

/** Tables that hold the longest value at a place. */
function heldAt(words: readonly Word[], at: number, index: SchemaIndex): readonly CatalogTable[] {
  for (let length = longestValue; length > 0; length -= 1) {
    const said = words.slice(at, at + length).map(({ lower }) => lower);
    const held = said.length < length ? [] : index.valuesSpelled(said.join(' '));
    if (held.length > 0) return [...new Set(held.map(({ field }) => field.table))];
  }
  return [];
}
