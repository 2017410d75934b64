import type { Word } from '../words.ts';
import { bareRangeAt } from '../items/bare-ranges.ts';
import { unitAt, unitOf, type Unit } from './units.ts';

/** A number with its unit: "2.5 tonnes", "€200", "10 %". */
export interface QuantityItem {
  readonly kind: 'quantity';
  readonly value: number;
  /** "between 1 and 2 tonnes": the other end. */
  readonly high?: number;
  readonly unit: Unit;
}

/** The quantity that begins at a place, and its length in words. */
export function quantityAt(
  words: readonly Word[],
  at: number,
): (QuantityItem & { readonly length: number }) | null {
  const word = words[at];
  if (word === undefined || word.kind === 'quoted') return null;
  if (word.metres !== undefined) return inMetres(word.metres);
  const glued = /^(\d+(?:[.,]\d+)?)(\p{L}{1,2}3?)$/u.exec(word.lower);
  if (glued?.[1] !== undefined && glued[2] !== undefined) {
    const unit = unitOf(glued[2]);
    return unit === null
      ? null
      : { kind: 'quantity', value: Number(glued[1].replace(',', '.')), unit, length: 1 };
  }
  const range =
    rangeAt(words, at) ?? signedRangeAt(words, at) ?? eachRangeAt(words, at) ?? halfAt(words, at);
  if (range !== null) return range;
  const next = words[at + 1];
  if (next === undefined) return null;
  if (word.kind === 'number' && word.value !== undefined) {
    const said = unitSaid(words, at + 1);
    if (said === null) return null;
    return { kind: 'quantity', value: word.value, unit: said.unit, length: said.length + 1 };
  }
  const unit = word.kind === 'mark' ? unitOf(word.text) : null;
  return unit === null || next.value === undefined
    ? null
    : { kind: 'quantity', value: next.value, unit, length: 2 };
}

/** "200 m", which was read as 200 million. */
function inMetres(value: number): (QuantityItem & { readonly length: number }) | null {
  const unit = unitOf('m');
  return unit === null
    ? null
    : { kind: 'quantity', value, unit: { ...unit, orTimes: 1e6 }, length: 1 };
}

/** "between 5 km and 10 km", "from 100 m to 300 m": each end with its unit. */
function eachRangeAt(
  words: readonly Word[],
  at: number,
): (QuantityItem & { readonly length: number }) | null {
  if (!rangeBegins.has(words[at]?.lower ?? '')) return null;
  const low = singleAt(words, at + 1);
  const middle = at + 1 + (low?.length ?? 0);
  if (low === null || !rangeMiddles.has(words[middle]?.lower ?? '')) return null;
  const high = singleAt(words, middle + 1);
  if (high === null || high.unit.dimension !== low.unit.dimension) return null;
  const inUnit = (high.value * high.unit.factor) / low.unit.factor;
  return { ...low, high: inUnit, length: middle + 1 + high.length - at };
}

/** One number with its unit behind it. */
function singleAt(
  words: readonly Word[],
  at: number,
): (QuantityItem & { readonly length: number }) | null {
  const word = words[at];
  if (word?.kind === 'mark' || rangeBegins.has(word?.lower ?? '')) return null;
  return quantityAt(words, at);
}

const rangeBegins: ReadonlySet<string> = new Set(['between', 'from']);
const rangeMiddles: ReadonlySet<string> = new Set(['and', 'to', '-']);

const halves =
  /^(?:(?<one>an?|one)(?<half> and a half)? (?<unit>\p{L}+)(?<after> and a half)?|half (?:an? )?(?<halfOf>\p{L}+))(?= |$)/u;

/** "an hour and a half", "half an hour", "a week". */
function halfAt(
  words: readonly Word[],
  at: number,
): (QuantityItem & { readonly length: number }) | null {
  const number = words[at]?.kind === 'number' ? words[at]?.value : undefined;
  const said = words
    .slice(at, at + 5)
    .map(({ lower }, place) => (place === 0 && number !== undefined ? 'one' : lower))
    .join(' ');
  const { unit: name, halfOf, half, after } = halves.exec(said)?.groups ?? {};
  const unit = unitOf(name ?? halfOf ?? '');
  const isHalf = half !== undefined || after !== undefined;
  if (unit === null || unit.dimension !== 'time' || (number !== undefined && !isHalf)) return null;
  const value = halfOf === undefined ? (number ?? 1) + (isHalf ? 0.5 : 0) : 0.5;
  const length = halves.exec(said)?.[0].split(' ').length ?? 1;
  return { kind: 'quantity', value, unit, length };
}

/** "between $60 and $120" */
function signedRangeAt(
  words: readonly Word[],
  at: number,
): (QuantityItem & { readonly length: number }) | null {
  const [between, sign, low, and, again, high] = words.slice(at, at + 6);
  if (between?.lower !== 'between' && between?.lower !== 'from') return null;
  const unit = sign?.kind === 'mark' ? unitOf(sign.text) : null;
  const isJoined = ['and', 'to', '-'].includes(and?.lower ?? '') && again?.text === sign?.text;
  if (unit === null || !isJoined || low?.value === undefined || high?.value === undefined)
    return null;
  return { kind: 'quantity', value: low.value, high: high.value, unit, length: 6 };
}

function rangeAt(
  words: readonly Word[],
  at: number,
): (QuantityItem & { readonly length: number }) | null {
  const bare = bareRangeAt(words, at);
  const behind = bare === null ? null : unitSaid(words, at + bare.length);
  if (bare !== null && behind !== null) {
    const { low: value, high, length } = bare;
    return { kind: 'quantity', value, high, unit: behind.unit, length: length + behind.length };
  }
  const [between, low, and, high] = words.slice(at, at + 4);
  if (between?.lower !== 'between' && between?.lower !== 'from') return null;
  if (low?.value === undefined || high?.value === undefined) return null;
  const said = rangeMiddles.has(and?.lower ?? '') ? unitSaid(words, at + 4) : null;
  if (said === null) return null;
  const { unit, length } = said;
  return { kind: 'quantity', value: low.value, high: high.value, unit, length: length + 4 };
}

/** A unit that begins at a place: "km", "square metres". */
function unitSaid(words: readonly Word[], at: number): ReturnType<typeof unitAt> {
  return unitAt(words.slice(at, at + 2).map(({ lower }) => lower));
}
