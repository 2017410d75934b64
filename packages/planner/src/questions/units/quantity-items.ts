import type { Word } from '../words.ts';
import { unitOf, type Unit } from './units.ts';

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
  const glued = /^(\d+(?:[.,]\d+)?)(\p{L}{1,2}3?)$/u.exec(word.lower);
  if (glued?.[1] !== undefined && glued[2] !== undefined) {
    const unit = unitOf(glued[2]);
    return unit === null
      ? null
      : { kind: 'quantity', value: Number(glued[1].replace(',', '.')), unit, length: 1 };
  }
  const range = rangeAt(words, at) ?? signedRangeAt(words, at) ?? halfAt(words, at);
  if (range !== null) return range;
  const next = words[at + 1];
  if (next === undefined) return null;
  if (word.kind === 'number' && word.value !== undefined) {
    const unit = unitOf(next.lower);
    return unit === null ? null : { kind: 'quantity', value: word.value, unit, length: 2 };
  }
  const unit = word.kind === 'mark' ? unitOf(word.text) : null;
  return unit === null || next.value === undefined
    ? null
    : { kind: 'quantity', value: next.value, unit, length: 2 };
}

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
  const [between, low, and, high, last] = words.slice(at, at + 5);
  if (between?.lower !== 'between' && between?.lower !== 'from') return null;
  if (low?.value === undefined || high?.value === undefined || last === undefined) return null;
  const unit = ['and', 'to', '-'].includes(and?.lower ?? '') ? unitOf(last.lower) : null;
  return unit === null
    ? null
    : { kind: 'quantity', value: low.value, high: high.value, unit, length: 5 };
}
