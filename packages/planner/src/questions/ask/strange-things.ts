import { isSmallWord } from '../cues/small-words.ts';
import type { Form } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import { isNamed } from './asked-nouns.ts';

/**
 * Words that nothing explains where something is said of the rows that all of them do not have: what they have ("drivers
 * with [speeding tickets]"), what was paid for ("how much did we pay for [tolls]"), what they do ("which shops [perform
 * poorly]"), what is asked for of them ("[flight] numbers of guests"), and what they are measured by ("[footfall] by
 * month"). One text for each run of them.
 */
export function strangeThings(
  words: readonly Word[],
  unread: readonly Word[],
  { form, index }: { readonly form: Form; readonly index: SchemaIndex },
): readonly string[] {
  const passed = new Set(unread.map(({ start }) => start));
  const isPassed = (at: number): boolean => passed.has(words[at]?.start ?? -1);
  return words.flatMap((_, start): readonly string[] => {
    if (!isPassed(start) || isPassed(start - 1)) return [];
    let end = start + 1;
    while (isPassed(end)) end += 1;
    const run = words.slice(start, end);
    if (run.some((word) => isNamed(word, index))) return [];
    const isStrange =
      isHad(words, start, run) ||
      isPaidFor(words, start) ||
      isDoneTo(words, { start, end }, isPassed) ||
      isAllSaid(words, { start, end }, form) ||
      isAskedFirst(words, { start, end }) ||
      isMeasured(words, { start, end }, form);
    return isStrange ? [run.map(({ text }) => text).join(' ')] : [];
  });
}

interface Run {
  readonly start: number;
  readonly end: number;
}

const having = /^(?:with|without|have|has|had|having|got|own|owns)$/u;

/** "drivers with speeding tickets": two words or more, so that no single odd word is asked about. */
function isHad(words: readonly Word[], start: number, run: readonly Word[]): boolean {
  const before = words[start - 1]?.lower ?? '';
  return start > 1 && having.test(before) && run.length > 1 && !run.some(isAdverb);
}

/** "how much did we pay for tolls", "сколько мы заплатили за дороги". */
function isPaidFor(words: readonly Word[], start: number): boolean {
  const said = words.slice(0, start).map(({ lower }) => lower);
  const asks = /^(?:how much|сколько|what did)/u.test(said.slice(0, 2).join(' '));
  const paid = said.some((one) =>
    /^(?:pay|paid|spend|spent|заплат\p{L}+|потрат\p{L}+|оплат\p{L}+|израсход\p{L}+)$/u.test(one),
  );
  const link = said.slice(-2);
  return asks && paid && link.some((one) => /^(?:for|on|за|на)$/u.test(one));
}

/** "people who clicked on our banner ads": neither the verb nor what it was done to is known. */
function isDoneTo(
  words: readonly Word[],
  { start, end }: Run,
  isPassed: (at: number) => boolean,
): boolean {
  const lower = (at: number): string => words[at]?.lower ?? '';
  const link = /^(?:our|the|a|an|their|your|this|that)$/u.test(lower(start - 1))
    ? start - 2
    : start - 1;
  const isLinked = /^(?:on|for|at|to|in|by|from|of)$/u.test(lower(link));
  return end - start > 1 && isLinked && isPassed(link - 1);
}

/** "which shops perform poorly": nothing else is said of them; "which dishes do we offer" asks for all. */
function isAllSaid(words: readonly Word[], { start, end }: Run, form: Form): boolean {
  const [first] = words;
  if (end - start < 2) return false;
  if (!/^(?:which|what|какие|какой|какая|кто|who)$/u.test(first?.lower ?? '')) return false;
  const isBare =
    form.tests.length === 0 &&
    form.order.length === 0 &&
    form.groups.length === 0 &&
    form.shows.every((show) => show.kind !== 'measure' && show.at < start) &&
    (form.entity === null ? form.shows.length > 0 : form.entity.at < start);
  const isLast = words.slice(end).every(({ kind, lower }) => kind === 'mark' || isSmallWord(lower));
  return isBare && isLast;
}

/** "flight numbers of the guests who …". */
function isAskedFirst(words: readonly Word[], { start, end }: Run): boolean {
  if (start !== 0) return false;
  const next = words.slice(end, end + 2).map(({ lower }) => lower);
  return next[0] === 'of' || (next[1] === 'of' && isSmallWord(next[0] ?? ''));
}

/** "footfall by month": nothing else is measured, and the groups alone say nothing of it. */
function isMeasured(words: readonly Word[], { start, end }: Run, form: Form): boolean {
  const isFirst = words.slice(0, start).every(({ lower }) => leading.test(lower));
  const isLast = /^(?:by|per|по)$/u.test(words[end]?.lower ?? '');
  return isFirst && isLast && form.shows.every(({ kind }) => kind !== 'measure');
}

const leading =
  /^(?:the|our|their|show|give|list|me|what|is|s|was|total|average|avg|mean|overall|monthly|weekly|daily|наш\p{L}*|покаж\p{L}+|средн\p{L}+|общ\p{L}+)$/u;

function isAdverb({ lower }: Word): boolean {
  return lower.endsWith('ly');
}
