import { cuesOf } from '../cues/cues-of.ts';
import type { Operator } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { type Word } from '../words.ts';
import { bareRangeAt, type BareRange } from './bare-ranges.ts';
import { gainOf, spanOf, type Item } from './item.ts';

/** Numbers, texts in quotes and ranges that begin at a place, with what bounds them. */
export function numberItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const word = words[at];
  if (word === undefined) return [];
  const gain = gainOf(1, weights.parse.value);
  if (word.kind === 'quoted') {
    return [{ kind: 'text', text: word.text, quoted: true, start: at, end: at + 1, gain }];
  }
  const single = singleAfterThan(words, at);
  if (single > 0) {
    const one = { kind: 'number', value: 1, text: '1', counts: true, start: at } as const;
    return [{ ...one, end: at + single, gain: gainOf(single, weights.parse.value) }];
  }
  // "the one with the highest price": what was named before.
  if (word.lower === 'one' && words[at - 1]?.lower === 'the') return [];
  const bare = bareRangeAt(words, at);
  if (bare !== null && word.kind === 'word') return [rangeItem(bare, words, { at, index })];
  if (word.kind === 'number' && word.value !== undefined) {
    const next = words
      .slice(at + 1, at + 4)
      .find((one) => one.kind === 'word' && !bounding.has(one.lower));
    const counts = namesRows(next, index);
    const plain = {
      kind: 'number',
      value: word.value,
      text: String(word.value),
      start: at,
      counts,
      ...(word.metres === undefined ? {} : { metres: word.metres }),
      ...(isTimes(word) ? { times: true } : {}),
      ...(isRanked(words[at + 1]) ? { ranks: true } : {}),
    } as const;
    const often = timesWords.has(words[at + 1]?.lower ?? '')
      ? [{ ...plain, times: true, end: at + 2, gain: gainOf(2, weights.parse.value) } as const]
      : [];
    const old = yearsOld(words, at + 1);
    const aged =
      old > 0
        ? [{ ...plain, of: 'age', end: at + 1 + old, gain: gainOf(old, weights.parse.value) }]
        : [];
    const bound =
      /^(?:or|and|и|или) (?:(more|greater|above|higher|older|later|over|larger|up|старше|больше|выше)|less|fewer|younger|below|lower|under|earlier|smaller|младше|меньше|ниже)(?![\p{L}])/u.exec(
        spanOf(words, at + 1, 2),
      );
    const op: Operator = bound?.[1] === undefined ? 'le' : 'ge';
    const bounded =
      bound === null || isCompared(words[at + 3])
        ? []
        : [{ ...plain, op, end: at + 3, gain: gainOf(3, weights.parse.value) }];
    const boundedTimes = timesWords.has(words[at + 3]?.lower ?? '')
      ? bounded.map((one) => ({
          ...one,
          times: true,
          end: at + 4,
          gain: gainOf(4, weights.parse.value),
        }))
      : [];
    const all: readonly NumberItem[] = [
      { ...plain, end: at + 1, gain },
      ...often,
      ...aged,
      ...bounded,
      ...boundedTimes,
    ];
    const ranges = bare === null ? [] : [rangeItem(bare, words, { at, index })];
    return [...all, ...all.flatMap((one) => ofRows(words, one)), ...ranges];
  }
  const year = yearAfter(words, at);
  if (year !== null) return [year];
  const isAged = /^(?:ages?|aged)$/u.test(word.lower);
  const inRange = rangeLead(words, at);
  if (rangeBeginnings.has(word.lower) || isAged || inRange > 0) {
    const lead = Math.max(1, inRange);
    const [low, and, high] = words.slice(at + lead, at + lead + 3);
    if (
      low?.value !== undefined &&
      high?.value !== undefined &&
      rangeMiddles.has(and?.lower ?? '')
    ) {
      const old = yearsOld(words, at + lead + 3);
      // "со стажем от 5 до 15 лет": years of what is named before.
      const before = words[at - 1];
      const isNamed =
        words[at + lead + 3]?.lower === 'лет' &&
        before !== undefined &&
        index.fieldsNamed([before.lemma]).length > 0;
      const of = isAged || (old > 0 && !isNamed) ? ({ of: 'age' } as const) : {};
      const range = { kind: 'range', low: low.value, high: high.value, ...of } as const;
      const length = lead + 3 + old;
      // "between 100 m and 300 m": more likely in metres than in millions.
      const unsure = low.metres === undefined ? 0 : weights.parse.maybeMetres;
      const gain = gainOf(length, weights.parse.value) - unsure;
      const counts = ofRowsNamed(words[at + length], index);
      return [{ ...range, ...counts, start: at, end: at + length, gain }];
    }
  }
  return [];
}

function rangeItem(
  { low, high, length }: BareRange,
  words: readonly Word[],
  { at, index }: { readonly at: number; readonly index: SchemaIndex },
): Item {
  const end = at + length;
  const gain = gainOf(length, weights.parse.value);
  return { kind: 'range', low, high, ...ofRowsNamed(words[end], index), start: at, end, gain };
}

function namesRows(next: Word | undefined, index: SchemaIndex, least = 0.9): boolean {
  return next !== undefined && (index.tablesNamed([next.lemma])[0]?.score ?? 0) >= least;
}

function ofRowsNamed(next: Word | undefined, index: SchemaIndex): { readonly counts?: true } {
  return next?.kind === 'word' && namesRows(next, index, weights.link.related)
    ? { counts: true }
    : {};
}

/** Between a number and what is counted: "two or more visits". */
const bounding: ReadonlySet<string> = new Set(
  'or more fewer less greater или более больше'.split(' '),
);

/** "more than a single shop", "less than a full day": one. How many words say so. */
function singleAfterThan(words: readonly Word[], at: number): number {
  const isOne = /^an? (?:single|full|whole|entire)$/u.test(spanOf(words, at, 2));
  return words[at - 1]?.lower === 'than' && isOne ? 2 : 0;
}

/** "three most recent": so many of them. */
function isRanked(next: Word | undefined): boolean {
  return (
    next?.kind === 'word' &&
    (next.lower === 'most' || cuesOf(next.lower).some(({ kind }) => kind === 'superlative'))
  );
}

type NumberItem = Extract<Item, { kind: 'number' }>;

const rowNouns: ReadonlySet<string> = new Set(['record', 'entry', 'row']);

/** "two or more records": the number is of rows, whatever they are. */
function ofRows(words: readonly Word[], item: NumberItem): readonly NumberItem[] {
  if (!rowNouns.has(words[item.end]?.lemma ?? '')) return [];
  const length = item.end + 1 - item.start;
  const gain = gainOf(length, weights.parse.value);
  return [{ ...item, rows: true, end: item.end + 1, gain }];
}

/** How many words lead to "8 and 12" of "in the range of 8 and 12", "ranges from 8 to 12"; 0: they are something else. */
function rangeLead(words: readonly Word[], at: number): number {
  const said =
    /^(?:(?:with)?in (?:the |a )?range(?: (?:of|between|from))?|(?:ranges|ranging|range) (?:between|from))(?= )/u.exec(
      `${spanOf(words, at, 4)} `,
    );
  return said?.[0].split(' ').length ?? 0;
}

/** "twice": how often, and no measure of anything. */
function isTimes({ lower }: Word): boolean {
  return /^(?:once|twice|thrice|дважды|трижды|однажды)$/u.test(lower);
}

const timesWords: ReadonlySet<string> = new Set(['times', 'time', 'раз', 'раза']);

/** How many words say "years old". */
function yearsOld(words: readonly Word[], at: number): number {
  const said = /^(?:years? old|years? of age|лет)(?![\p{L}])/u.exec(spanOf(words, at, 3));
  return said?.[0].split(' ').length ?? 0;
}

/** "5 and more than …": the other end of a range. */
function isCompared(next: Word | undefined): boolean {
  return next !== undefined && (next.value !== undefined || ['than', 'чем'].includes(next.lower));
}

const rangeBeginnings: ReadonlySet<string> = new Set(['between', 'from', 'между', 'от', 'с', 'со']);
const rangeMiddles: ReadonlySet<string> = new Set(['and', 'to', '-', 'и', 'до', 'по']);

/** "the year 2020": a year, of whatever happened in it. */
function yearAfter(words: readonly Word[], at: number): Item | null {
  const next = words[at + 1];
  if (words[at]?.lower !== 'year' || next?.kind !== 'number' || next.value === undefined)
    return null;
  const { value } = next;
  if (!Number.isInteger(value) || value < 1500 || value > 2100) return null;
  const gain = gainOf(2, weights.parse.value);
  return {
    kind: 'number',
    value,
    text: String(value),
    counts: false,
    start: at,
    end: at + 2,
    gain,
  };
}
