import { isNumeric } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { Cue } from '../cues/cue.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { adjectiveAt } from './from-to.ts';

type Direction = Extract<Cue, { kind: 'direction' }>;

const sorts =
  /^(?:sort|sorts|sorted|sorting|order|orders|ordered|ordering|arranged|listed|rank|ranked)$/u;
const begins = /^(?:starting|beginning|start|begin)$/u;
/** "earliest departure first". */
const mostBetween = 2;

/**
 * Reads "latest first", "earliest departure first", "starting with the oldest" behind what rows are sorted by, and
 * ", dearest first" at the end of all: the direction in which they are.
 */
export function firstItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const isTail = isTrailing(words, at, index);
  if (!isSorted(words, at) && !isTail) return [];
  const isBegun =
    begins.test(words[at]?.lower ?? '') && /^(?:with|from|at)$/u.test(words[at + 1]?.lower ?? '');
  const read = adjectiveAt(words, isBegun ? at + 2 : at);
  if (read === null) return [];
  const end = isBegun ? endOfBegun(words, read.end) : endOfFirst(words, read.end);
  if (end === null) return [];
  const gain = gainOf(end - at, weights.parse.cue);
  return directionsOf(read.found).map((cue) => ({ kind: 'cue', cue, start: at, end, gain }));
}

/** Whether something to sort by stands before. */
function isSorted(words: readonly Word[], at: number): boolean {
  const before = words.slice(0, at);
  const sort = before.findIndex(({ lower }) => sorts.test(lower));
  return sort >= 0 && before.slice(sort).some(({ lower }) => lower === 'by' || lower === 'of');
}

/** ", dearest first", ", biggest account on top": the last that is said, behind all the rest. */
function isTrailing(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  if (!/^[,;(–-]$/u.test(words[at - 1]?.lower ?? '')) return false;
  const read = adjectiveAt(words, at);
  const end = read === null ? null : endOfFirst(words, read.end);
  if (read === null || end === null) return false;
  // "oldest due date first": what is named between says by what.
  const between = words.slice(read.end, end - 1).map(({ lemma }) => lemma);
  const [named] = between.length === 0 ? [] : index.fieldsNamed(between);
  const isMeasured =
    named !== undefined &&
    named.score >= weights.link.status &&
    (isMoment(named.what.column) || isNumeric(named.what.column.type));
  if (isMeasured) return false;
  return words.slice(end).every(({ kind }) => kind === 'mark');
}

/** Behind "first", with at most a noun before it; null where it is not said. */
function endOfFirst(words: readonly Word[], at: number): number | null {
  for (let place = at; place <= at + mostBetween; place += 1) {
    const word = words[place];
    if (word?.kind !== 'word') return null;
    if (word.lower === 'first') return words[place + 1]?.lemma === 'name' ? null : place + 1;
    const top = /^(?:on|at the) top(?= |$)/u.exec(spanOf(words, place, 3))?.[0];
    if (top !== undefined) return place + top.split(' ').length;
    if (['to', 'and', 'then', 'by'].includes(word.lower)) return null;
  }
  return null;
}

/** "starting with the oldest one": nothing of its own follows. */
function endOfBegun(words: readonly Word[], at: number): number | null {
  const end = /^(?:ones?)$/u.test(words[at]?.lower ?? '') ? at + 1 : at;
  const next = words[end];
  return next === undefined || next.kind === 'mark' ? end : null;
}

/** Every one that the adjective may mean; of any number where it says no more. */
function directionsOf(
  found: NonNullable<ReturnType<typeof adjectiveAt>>['found'],
): readonly Direction[] {
  const generic = found.find(({ of }) => of === null);
  const all = generic === undefined ? found : [generic];
  return all.map(({ direction, of }) => ({
    kind: 'direction',
    direction,
    isFromTo: true,
    isFirst: true,
    ...(of === null ? {} : { of }),
  }));
}
