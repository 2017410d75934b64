import { parseTimeUnit } from '@ai-etl/core';
import { timeToken } from '../cues/times.ts';
import type { ColumnMention } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { statesAt } from '../states/state-items.ts';
import { begins } from '../times/begins.ts';
import { wordLemma, type Word } from '../words.ts';
import { stretchesOf, stretchMention } from './stretch-mention.ts';

export interface SpentRead {
  readonly of: ColumnMention;
  /** Where the words after it begin. */
  readonly end: number;
}

const units = /^(?:days?|nights?|hours?|minutes?|weeks?|months?|years?|time)$/u;
/** Words that may stand between the unit and the state: "a car spends", "spent". */
const mostBetween = 4;

/**
 * Reads "days in the workshop", "hours a car spends in repair", "time in hospital" at a word: how long the state that is
 * told by an empty moment lasted, or the rows of a table called so. null when nothing of that kind is said.
 */
export function readSpentIn(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): SpentRead | null {
  let start = at;
  if (words[start]?.lower === 'number' && words[start + 1]?.lower === 'of') start += 2;
  const said = words[start]?.lower ?? '';
  if (!units.test(said)) return null;
  const place = placeAt(words, start + 1);
  if (place === null) return null;
  const unit = /^nights?$/u.test(said) ? 'day' : (parseTimeUnit(timeToken(said)) ?? null);
  const state = statesAt(words, place, index.states)
    .filter(({ test, length }) => test.kind === 'null' && !test.negated && length > 1)
    .toSorted((a, b) => b.length - a.length)[0];
  if (state?.test.kind === 'null') {
    const moments = state.test.left.alternatives.filter(({ what }) => index.times.has(what));
    const of = { ...state.test.left, alternatives: moments };
    const since = moments.length === 0 ? null : begins(of, index, at);
    if (since !== null) {
      const isDated = moments[0]?.what.column.type.kind === 'date';
      const each = unit ?? (isDated ? 'day' : 'hour');
      return {
        of: { ...of, derived: { kind: 'elapsed', since, unit: each } },
        end: place + state.length,
      };
    }
  }
  return inRows(words, { place, at, unit }, index);
}

/** The preposition before the place: at once, or behind "a car spends". */
function placeAt(words: readonly Word[], from: number): number | null {
  for (let at = from; at <= from + mostBetween; at += 1) {
    const lower = words[at]?.lower ?? '';
    const isLed =
      at === from ||
      /^(?:spen[dt]s?|stays?|stayed|are|is|was|were)$/u.test(words[at - 1]?.lower ?? '');
    if (/^(?:in|under|on|at)$/u.test(lower)) return isLed ? at : null;
  }
  return null;
}

/** "in repair", where repairs last. */
function inRows(
  words: readonly Word[],
  {
    place,
    at,
    unit,
  }: {
    readonly place: number;
    readonly at: number;
    readonly unit: ReturnType<typeof parseTimeUnit> | null;
  },
  index: SchemaIndex,
): SpentRead | null {
  const noun = /^(?:the|a|an)$/u.test(words[place + 1]?.lower ?? '') ? place + 2 : place + 1;
  const lower = words[noun]?.lower ?? '';
  const named = index.tablesNamed([wordLemma(lower)]).filter(({ score }) => score >= 0.8);
  const stretches = stretchesOf(named.slice(0, 1));
  const of = stretchMention(stretches, { unit: unit ?? null, words: lower, at });
  return of === null ? null : { of, end: noun + 1 };
}
