import type { Attribute, Cue } from '../cues/cue.ts';
import { recent } from '../cues/measured.ts';
import { isIrregularPast } from '../irregular-pasts.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import { endOfVerb, momentsOfVerb } from '../question-words/asked-verbs.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { isParticiple } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

type Direction = 'asc' | 'desc';

interface Adverb {
  readonly direction: Direction;
  readonly length: number;
  /** "first" and "last" say other things too. */
  readonly isLoose: boolean;
}

/** A verb with when it was done among others of its kind. */
interface Done {
  readonly of: readonly Attribute[];
  readonly direction: Direction;
  readonly end: number;
  readonly isLoose: boolean;
}

const adverbs: ReadonlyMap<string, Direction> = new Map([
  ['first', 'asc'],
  ['earliest', 'asc'],
  ['least recently', 'asc'],
  ['last', 'desc'],
  ['latest', 'desc'],
  ['most recently', 'desc'],
]);
/** What may follow "hired last": nothing that it could be the last of. */
const behind =
  /^(?:and|or|in|at|on|of|among|amongst|from|with|by|for|within|to|out|all|who|whom|that|which)$/u;
const determiners =
  /^(?:the|a|an|its|their|his|her|of|by|year|date|day|time|first|last|most|least)$/u;
const auxiliaries = /^(?:be|have|been|get)$/u;
/** "the first club member to be hired": words of what is meant. */
const mostOfNoun = 3;

/** Reads "joined first", "most recently founded", "the first member to join": by the moment at which it was done. */
export function doneFirstItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const idle = infinitiveAt(words, at, index);
  if (idle > 0) {
    const gain = gainOf(idle, weights.parse.cue);
    return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + idle, gain }];
  }
  const toDo = firstToDo(words, at, index);
  if (toDo !== null) return [item(superlative(toDo), at, toDo.end)];
  const sorted = allSorted(words, at, index);
  if (sorted !== null) return [sorted];
  const done = doneAt(words, at, index);
  return done === null ? [] : [item(superlative(done), at, done.end)];
}

/** "most recently founded first", "from the first hired to the last hired": all rows, in that order. */
function allSorted(words: readonly Word[], at: number, index: SchemaIndex): Item | null {
  const said = (place: number): string => words[place]?.lower ?? '';
  const isFrom = said(at) === 'from';
  const start = at + (isFrom ? 1 : 0) + (said(at + (isFrom ? 1 : 0)) === 'the' ? 1 : 0);
  const done = adverbFirst(words, start, index);
  if (done === null) return null;
  const cue: Cue = { kind: 'direction', direction: done.direction, of: done.of, isFromTo: true };
  if (!isFrom) {
    const first = /^ones?$/u.test(said(done.end)) ? done.end + 1 : done.end;
    return said(first) === 'first' ? item(cue, at, first + 1) : null;
  }
  if (said(done.end) !== 'to') return null;
  const to = done.end + (said(done.end + 1) === 'the' ? 2 : 1);
  const other = adverbAt(words, to);
  const isOldest = /^(?:oldest|newest)$/u.test(said(to));
  if (other === null && !isOldest) return null;
  const end = to + (other?.length ?? 1);
  return item(cue, at, verbAt(words, end, index) === null ? end : end + 1);
}

/** "founded most recently", or "most recently founded". */
function doneAt(words: readonly Word[], at: number, index: SchemaIndex): Done | null {
  const before = adverbFirst(words, at, index);
  if (before !== null) {
    const next = words[before.end];
    const isOfRows =
      next?.kind === 'word' &&
      (index.tablesNamed([next.lemma])[0]?.score ?? 0) >= weights.link.akin;
    // "clubs first opened in 1990" are no first ones.
    return isOfRows || !before.isLoose || endsWhich(words, before.end) ? before : null;
  }
  if (determiners.test(words[at - 1]?.lower ?? '')) return null;
  const of = verbAt(words, at, index);
  const adverb = of === null ? null : adverbAt(words, at + 1);
  if (of === null || adverb === null) return null;
  const end = at + 1 + adverb.length;
  const next = words[end];
  const isLast = next === undefined || next.kind === 'mark' || behind.test(next.lower);
  return isLast ? { of, direction: adverb.direction, end, isLoose: adverb.isLoose } : null;
}

/** "Which show was first aired?": nothing follows. */
function endsWhich(words: readonly Word[], end: number): boolean {
  const next = words[end];
  return (
    /^(?:which|who)$/u.test(words[0]?.lower ?? '') && (next === undefined || next.lower === '?')
  );
}

function adverbFirst(words: readonly Word[], at: number, index: SchemaIndex): Done | null {
  const adverb = adverbAt(words, at);
  if (adverb === null) return null;
  const verb = at + adverb.length;
  const of = isParticiple(words[verb]?.lower ?? '') ? verbAt(words, verb, index) : null;
  // `first_aired` is a column's name; "Which show was first aired?" asks for the first one.
  const lemmas = words.slice(at, verb + 1).map(({ lemma }) => lemma);
  const isName = adverb.isLoose && (index.fieldsNamed(lemmas)[0]?.score ?? 0) >= weights.link.sure;
  if (of === null || (isName && !endsWhich(words, verb + 1))) return null;
  return { of, direction: adverb.direction, end: verb + 1, isLoose: adverb.isLoose };
}

function adverbAt(words: readonly Word[], at: number): Adverb | null {
  for (const length of [2, 1]) {
    const said = spanOf(words, at, length);
    const direction = adverbs.get(said);
    if (direction !== undefined)
      return { direction, length, isLoose: said === 'first' || said === 'last' };
  }
  return null;
}

/** A verb of which some column tells the moment; null for other words. */
export function verbAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
  isBare = false,
): readonly Attribute[] | null {
  const word = words[at];
  if (word?.kind !== 'word') return null;
  const isVerb =
    isBare ||
    isParticiple(word.lower) ||
    isIrregularPast(word.lower) ||
    endOfVerb(word.lower) !== null;
  if (!isVerb) return null;
  const [best] = momentsOfVerb(word.lower, index);
  if (best === undefined || best.score < weights.time.verb.group) return null;
  // A moment of the rows themselves may be called otherwise: better than one of that verb elsewhere.
  return [{ words: word.lower, isVerb: true }, ...recent.slice(0, 1)];
}

/** "first" of "the first member to join". */
function firstToDo(words: readonly Word[], at: number, index: SchemaIndex): Done | null {
  const adverb = adverbAt(words, at);
  if (adverb === null) return null;
  const start = at + adverb.length;
  for (let to = start; to <= start + mostOfNoun; to += 1) {
    if (words[to]?.kind !== 'word') return null;
    if (words[to]?.lower !== 'to') continue;
    const verb = infinitive(words, to);
    const of = verbAt(words, verb, index, true);
    return of === null ? null : { of, direction: adverb.direction, end: start, isLoose: false };
  }
  return null;
}

/** How many words of "to join" stand behind "the first member"; 0: it says something else. */
function infinitiveAt(words: readonly Word[], at: number, index: SchemaIndex): number {
  if (words[at]?.lower !== 'to') return 0;
  for (let first = at - 1; first >= 0 && at - first <= mostOfNoun + 2; first -= 1) {
    const adverb = adverbAt(words, first);
    const isBefore = adverb !== null && first + adverb.length <= at;
    if (isBefore && firstToDo(words, first, index) !== null) return infinitive(words, at) + 1 - at;
  }
  return 0;
}

/** Where the verb of "to have been hired" stands. */
function infinitive(words: readonly Word[], to: number): number {
  let at = to + 1;
  while (auxiliaries.test(words[at]?.lower ?? '')) at += 1;
  return at;
}

function superlative({ of, direction }: Done): Cue {
  return { kind: 'superlative', direction, of };
}

function item(cue: Cue, start: number, end: number): Item {
  const gain = gainOf(end - start, weights.parse.cue) + weights.parse.verbOfRank;
  return { kind: 'cue', cue, start, end, gain };
}
