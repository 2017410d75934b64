import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import { cuesOf } from '../cues/cues-of.ts';
import { eventPhrases } from '../cues/times.ts';
import type { ColumnMention } from '../form.ts';
import { auxiliaries } from '../name-spans.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { tablesDone } from '../shapes/done-items.ts';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import { verbRoot } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { Derived } from './derived.ts';
import { readAbsence } from './read-absence.ts';
import { readSpentIn } from '../stretches/spent-in.ts';
import { readDuration, type DurationRead } from './read-duration.ts';
import { readSeries } from './read-series.ts';
import { readWhen } from './read-when.ts';
import { timeTokens, type TimeToken } from './time-tokens.ts';
import type { When } from './when.ts';

/** What words say about time. */
export type TimeMeaning =
  /** "in the last 30 days". */
  | {
      readonly kind: 'when';
      readonly when: When;
      /** "for 30 days": only of what did not happen in it. */
      readonly ofNone?: true;
    }
  /** "per month". */
  | {
      readonly kind: 'series';
      readonly derived: Derived;
      readonly isBare: boolean;
      readonly isSingle: boolean;
    }
  /** "hours to close": a number made of two moments. */
  | {
      readonly kind: 'duration';
      readonly of: ColumnMention;
      readonly isAverage: boolean;
      readonly direction: 'asc' | 'desc' | null;
    }
  /** "in hours": of a stretch said before. */
  | { readonly kind: 'unit'; readonly unit: TimeUnit }
  /** "signed up": names the moment of a time that stands near. */
  | { readonly kind: 'event'; readonly of: ColumnMention };

/** A meaning of `length` words; `sure` is how surely they say it, 0 to 1. */
export interface TimeItem {
  readonly meaning: TimeMeaning;
  readonly length: number;
  readonly sure: number;
}

/** Times and verbs of events that begin at a word. */
export function timesAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly TimeItem[] {
  // "more than once last year": how often, and then when.
  if (/^(?:once|twice|thrice)$/u.test(words[at]?.lower ?? '')) return [];
  if (asksLast(words, at)) return [];
  const tokens = timeTokens(words, at);
  // An article belongs to what stands before it.
  const when = tokens[0]?.end === at + 1 ? readWhen(tokens) : null;
  const items: TimeItem[] =
    when === null
      ? []
      : [
          {
            meaning: { kind: 'when', when: when.when },
            length: when.end - at,
            sure: weights.time.when,
          },
        ];
  const absence = tokens[0]?.end === at + 1 ? readAbsence(tokens) : null;
  if (absence !== null)
    items.push({
      meaning: { kind: 'when', when: absence.when, ofNone: true },
      length: absence.end - at,
      sure: weights.time.when,
    });
  return [
    ...items,
    ...seriesAt(tokens, at, index),
    ...durationsAt(words, at, index),
    ...unitsAt(words, at),
    ...eventsAt(words, at, index),
  ];
}

/** "When is the last day any clerk left?" asks for a day, and is no yesterday. */
function asksLast(words: readonly Word[], at: number): boolean {
  const said = (place: number): string => words[place]?.lower ?? '';
  const isAsked = /^(?:when|what)$/u.test(said(0)) && /^(?:is|was|are)$/u.test(said(1));
  const isLast =
    /^(?:last|first|latest)$/u.test(said(at)) &&
    /^(?:day|date|time|month|year)$/u.test(said(at + 1));
  return isAsked && isLast && at === 3 && said(2) === 'the' && words[at + 2] !== undefined;
}

function durationsAt(words: readonly Word[], at: number, index: SchemaIndex): readonly TimeItem[] {
  const read = readDuration(words, at, index) ?? spentIn(words, at, index);
  if (read === null) return [];
  const { of, isAverage, direction, end } = read;
  return [
    {
      meaning: { kind: 'duration', of, isAverage, direction },
      length: end - at,
      sure: weights.time.duration.sure,
    },
  ];
}

function spentIn(words: readonly Word[], at: number, index: SchemaIndex): DurationRead | null {
  const read = readSpentIn(words, at, index);
  return read === null ? null : { ...read, isAverage: false, direction: null };
}

function unitsAt(words: readonly Word[], at: number): readonly TimeItem[] {
  const unit = words[at]?.lower === 'in' ? parseTimeUnit(words[at + 1]?.lower ?? '') : undefined;
  if (unit === undefined) return [];
  return [{ meaning: { kind: 'unit', unit }, length: 2, sure: weights.time.duration.sure }];
}

function seriesAt(
  tokens: readonly TimeToken[],
  at: number,
  index: SchemaIndex,
): readonly TimeItem[] {
  const read =
    tokens[0]?.end === at + 1 && index.times.events.length > 0 ? readSeries(tokens) : null;
  if (read === null) return [];
  const { derived, isBare, isSingle, end } = read;
  const { series, unitColumn } = weights.time;
  const unit = derived.kind === 'series' ? derived.unit : '';
  // A column that is called so is meant.
  const [best] = index.fieldsNamed([unit]);
  const isHeld = best !== undefined && holdsUnit(best.what, unit);
  // "In which month does it start?" asks for what the column holds.
  if (isHeld && at <= 1) return [];
  const isColumn = isHeld || (best?.score ?? 0) >= 0.9;
  const sure = isColumn ? unitColumn : series;
  return [{ meaning: { kind: 'series', derived, isBare, isSingle }, length: end - at, sure }];
}

/** `Start_Month` holds months by their names or numbers, other than `term_months`: no moment has to be taken apart. */
function holdsUnit({ column }: Field, unit: string): boolean {
  const isSo = unit !== 'year' && !isMoment(column) && partsOf(column.name).at(-1) === unit;
  return isSo && column.name.toLowerCase().endsWith(unit);
}

const longestVerb = 3;
const askers: ReadonlySet<string> = new Set(['when', 'когда']);

function eventsAt(words: readonly Word[], at: number, index: SchemaIndex): readonly TimeItem[] {
  const items: TimeItem[] = [];
  // "When did she join?": the verb stands in its plain form.
  const asksWhen =
    at > 0 &&
    askers.has(words[0]?.lower ?? '') &&
    cuesOf(words[at]?.lower ?? '').length === 0 &&
    !auxiliaries.has(words[at]?.lower ?? '');
  for (let length = 1; length <= longestVerb && at + length <= words.length; length += 1) {
    const said = words.slice(at, at + length);
    const [first] = said;
    if (first === undefined || said.some(({ kind }) => kind !== 'word')) break;
    const text = said.map(({ lower }) => lower).join(' ');
    const isVerb = eventPhrases.has(text) || (length === 1 && (asksWhen || isPast(first)));
    const alternatives = isVerb ? ofRowsDone(said, index.times.ofVerb(text), index) : [];
    const [best] = alternatives;
    if (best === undefined) continue;
    const { close: window, named } = weights.time.verb;
    // A column that is called by the verb is meant, and none that some other verb names.
    const least = best.score >= named ? named : best.score - window;
    const close = alternatives.filter(({ score }) => score >= least);
    const of: ColumnMention = { kind: 'column', alternatives: close, words: text, at, beside: [] };
    const { sure, adjective } = weights.time.verb;
    const isAdjective = length === 1 && isBeforeRows(words, at, index);
    items.push({ meaning: { kind: 'event', of }, length, sure: isAdjective ? adjective : sure });
  }
  return items;
}

/** "sold": the moments of sales, where there are any, before those at which something else was made. */
function ofRowsDone(
  [verb]: readonly Word[],
  moments: readonly Named<Field>[],
  index: SchemaIndex,
): readonly Named<Field>[] {
  const tables = verb === undefined ? [] : (tablesDone(index).get(verbRoot(verb.lower)) ?? []);
  const own = moments.filter(({ what }) => tables.includes(what.table));
  return own.length === 0 ? moments : own;
}

/** "открытых заявок": an adjective of the rows that follow, more likely a state of theirs. */
function isBeforeRows(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [word, next] = words.slice(at, at + 2);
  const isLong = /(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ую)$/u.test(word?.lower ?? '');
  return isLong && next?.kind === 'word' && (index.tablesNamed([next.lemma])[0]?.score ?? 0) >= 0.8;
}

const irregularPast: ReadonlySet<string> = new Set(
  'sent paid sold bought made begun began left taken took given born won built written came went met held spent lost got put seen flown flew'.split(
    ' ',
  ),
);

/** Russian past tenses and participles. */
const russianPast =
  /(?:л[аои]?(?:с[ья])?|(?:[аея]н|[яы]т)[аоы]?|(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ую))$/u;

/** A verb of the past or a participle. */
function isPast({ lower }: Word): boolean {
  if (/^\p{Script=Cyrillic}{4,}$/u.test(lower)) return russianPast.test(lower);
  return (lower.length > 4 && lower.endsWith('ed')) || irregularPast.has(lower);
}
