import { isInteger } from '@ai-etl/core';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import type { ColumnMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { partsOf } from '../name-parts.ts';
import { isParticiple } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { clauseAfter } from './asked-clause.ts';
import { momentsOfVerb } from './asked-verbs.ts';

const nouns = /^(?:years?|dates?|days?|time)$/u;
/** Between the noun and what was done: "the year in which they were founded", "the date when it opened". */
const links: readonly string[] = [
  'in which',
  'on which',
  'at which',
  'when',
  'that',
  'during which',
  '',
];
/** Nouns made of verbs. */
const made = /[a-z]{3}(?:ment|ation|tion|sion|ing|al|ance|ence|ure|th|ry)$/u;
const between: ReadonlySet<string> = new Set([
  'the',
  'its',
  'their',
  'his',
  'her',
  'first',
  'last',
]);

interface Read {
  readonly verb: string;
  readonly end: number;
  /** Where the verb, or the noun made of it, stands. */
  readonly isClause: boolean;
}

/** "the year it was formed", "year of establishment", "founding years": columns by what was done. */
export function yearsOfDoing(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const ranked = rankedYear(words, at, index);
  if (ranked !== null) return [ranked];
  const read = clauseAt(words, at, index) ?? nounBehind(words, at) ?? nounBefore(words, at);
  if (read === null) return [];
  const { verb, end, isClause } = read;
  const said = spanOf(words, at, end - at);
  const lemmas = words.slice(at, end).map(({ lemma }) => lemma);
  // A column that is called so is meant.
  if (!isClause && (index.fieldsNamed(lemmas)[0]?.score ?? 0) >= weights.link.sure) return [];
  const alternatives = ofNoun(momentsOfVerb(verb, index), said);
  const [best] = alternatives;
  if (best === undefined || best.score < weights.time.verb.group) return [];
  const close = alternatives.filter(({ score }) => score >= best.score - weights.time.verb.close);
  const any = best.score < weights.time.verb.named ? anyMoments(close, index) : [];
  const column: ColumnMention = {
    kind: 'column',
    alternatives: [...close, ...any],
    words: said,
    at,
    beside: [],
  };
  const gain = gainOf(end - at, weights.parse.asked) + (isClause ? weights.parse.askedVerb : 0);
  return [{ kind: 'column', column, start: at, end, gain }];
}

/** "the date they joined", and no column is called so: any moment of theirs comes before those of other rows. */
function anyMoments(
  named: readonly Named<Field>[],
  { times }: SchemaIndex,
): readonly Named<Field>[] {
  const known = new Set(named.map(({ what }) => what));
  return times.events
    .filter(({ what }) => !known.has(what))
    .map(({ what, score }) => ({ what, score: score * weights.time.anyOfVerb }));
}

/** Of years numbers come before days. */
function ofNoun(named: readonly Named<Field>[], said: string): readonly Named<Field>[] {
  if (!/\byears?\b/u.test(said)) return named;
  const years = named.filter(({ what }) => isInteger(what.column.type));
  return years.length === 0 ? named : years;
}

/** "year (in which) they were founded". */
function clauseAt(words: readonly Word[], at: number, index: SchemaIndex): Read | null {
  if (!nouns.test(words[at]?.lower ?? '')) return null;
  const link = links.find(
    (one) => one === '' || spanOf(words, at + 1, one.split(' ').length) === one,
  );
  const from = at + 1 + (link === undefined || link === '' ? 0 : link.split(' ').length);
  const clause = clauseAfter(words, from, index);
  const [verb, ...more] = clause.verbs;
  if (verb === undefined || more.length > 0) return null;
  // "the year founded": nothing stands between.
  const isBare = !clause.hasSubject && !clause.hasAuxiliary;
  if (isBare && !(link === '' && isParticiple(verb))) return null;
  // "in which year did it open" asks.
  if (link === '' && clause.hasAuxiliary) return null;
  return { verb, end: clause.end, isClause: true };
}

/** "year of establishment", "date of first airing". */
function nounBehind(words: readonly Word[], at: number): Read | null {
  if (!nouns.test(words[at]?.lower ?? '') || words[at + 1]?.lower !== 'of') return null;
  let next = at + 2;
  while (between.has(words[next]?.lower ?? '')) next += 1;
  const noun = words[next]?.lower ?? '';
  return made.test(noun) ? { verb: noun, end: next + 1, isClause: false } : null;
}

/** "formation years", "founding date". */
function nounBefore(words: readonly Word[], at: number): Read | null {
  const noun = words[at]?.lower ?? '';
  if (!made.test(noun) || !nouns.test(words[at + 1]?.lower ?? '')) return null;
  return { verb: noun, end: at + 2, isClause: false };
}

/** "first year", where a column tells when something was first done: `first_held`. */
function rankedYear(words: readonly Word[], at: number, index: SchemaIndex): Item | null {
  const [rank, noun] = words.slice(at, at + 2).map(({ lower }) => lower);
  if (!/^(?:first|last)$/u.test(rank ?? '') || !/^years?$/u.test(noun ?? '')) return null;
  const alternatives = index.years.flatMap(({ what }): Named<Field>[] =>
    partsOf(what.column.name)[0] === rank ? [{ what, score: weights.time.verb.named }] : [],
  );
  if (alternatives.length === 0) return null;
  const said = spanOf(words, at, 2);
  const column: ColumnMention = { kind: 'column', alternatives, words: said, at, beside: [] };
  return { kind: 'column', column, start: at, end: at + 2, gain: gainOf(2, weights.parse.asked) };
}
