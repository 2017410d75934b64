import type { ValueOrder } from './value-order.ts';

/** Values of one column in their order. */
export interface KeptValues {
  add(text: string): void;
  /** Least and greatest, and the values at the shares: null when there are no values, or not all were kept. */
  total(levels: readonly number[]): {
    readonly min: string | null;
    readonly max: string | null;
    readonly quantiles: readonly string[] | null;
  };
  /** True when there were more than there was room for. */
  isOverfull(): boolean;
  /** Mean and spread of those that are numbers or moments; null where they are beyond any float. */
  mean(): number | null;
  deviation(): number | null;
}

/** What all columns of one statement may keep together. */
export interface Room {
  leftBytes: number;
}

/** Bytes of values that one statement keeps to tell quantiles: 16,777,216 integers or floats. */
export const roomBytes = 128 * 1024 * 1024;

/** What a text takes besides its characters. */
const textBytes = 32;

/** Takes in values of a type, as many as there is room for; min and max are those of all. */
export function keptValues(order: ValueOrder, room: Room): KeptValues {
  switch (order.kept) {
    case 'integers':
      return keep({
        room,
        ...order,
        keys: typedKeys<bigint, BigInt64Array>((length) => new BigInt64Array(length)),
        bytesOf: () => 8,
        compare: (left, right) => (left < right ? -1 : Number(left > right)),
      });
    case 'floats':
      return keep({
        room,
        ...order,
        keys: typedKeys<number, Float64Array>((length) => new Float64Array(length)),
        bytesOf: () => 8,
        compare: (left, right) => left - right,
      });
    case 'texts':
      return keep({
        room,
        ...order,
        keys: textKeys(order.compare),
        key: (text: string) => text,
        text: (text: string) => text,
        bytesOf: (text) => textBytes + 2 * text.length,
      });
  }
}

interface Keeping<Key> {
  readonly room: Room;
  readonly keys: Keys<Key>;
  key(text: string): Key;
  text(key: Key): string;
  number(key: Key): number;
  compare(left: Key, right: Key): number;
  bytesOf(key: Key): number;
}

function keep<Key>(one: Keeping<Key>): KeptValues {
  const { room, keys } = one;
  let ends: { readonly min: Key; readonly max: Key } | undefined;
  let count = 0;
  // Welford's: https://en.wikipedia.org/wiki/Algorithms_for_calculating_variance
  let mean = 0;
  let squares = 0;
  return {
    add: (text) => {
      const key = one.key(text);
      if (ends === undefined) ends = { min: key, max: key };
      else if (one.compare(key, ends.min) < 0) ends = { ...ends, min: key };
      else if (one.compare(key, ends.max) > 0) ends = { ...ends, max: key };
      count += 1;
      const number = one.number(key);
      const off = number - mean;
      mean += off / count;
      squares += off * (number - mean);
      room.leftBytes -= one.bytesOf(key);
      if (room.leftBytes >= 0) keys.push(key);
    },
    isOverfull: () => keys.size() < count,
    mean: () => (count > 0 && Number.isFinite(mean) ? mean : null),
    deviation: () => {
      const found = Math.sqrt(squares / (count - 1));
      return count > 1 && Number.isFinite(found) ? found : null;
    },
    total: (levels) => {
      if (ends === undefined) return { min: null, max: null, quantiles: null };
      const known = { min: one.text(ends.min), max: one.text(ends.max) };
      if (keys.size() < count) return { ...known, quantiles: null };
      const sorted = keys.sorted();
      const quantiles = levels.flatMap((level) => {
        const key = sorted[Math.max(1, Math.ceil(count * level)) - 1];
        return key === undefined ? [] : [one.text(key)];
      });
      return { ...known, quantiles };
    },
  };
}

interface Keys<Key> {
  size(): number;
  push(key: Key): void;
  sorted(): ArrayLike<Key>;
}

interface TypedArray<Key> extends ArrayLike<Key> {
  [place: number]: Key;
  set(from: ArrayLike<Key>): void;
}

function typedKeys<
  Key,
  Store extends TypedArray<Key> & { subarray(from: number, to: number): Store; sort(): unknown },
>(make: (length: number) => Store): Keys<Key> {
  let held = make(1024);
  let size = 0;
  return {
    size: () => size,
    push: (key) => {
      if (size === held.length) {
        const larger = make(2 * size);
        larger.set(held);
        held = larger;
      }
      held[size] = key;
      size += 1;
    },
    sorted: () => {
      const filled = held.subarray(0, size);
      filled.sort();
      return filled;
    },
  };
}

function textKeys(compare: (left: string, right: string) => number): Keys<string> {
  const held: string[] = [];
  return {
    size: () => held.length,
    push: (key) => void held.push(key),
    sorted: () => held.toSorted(compare),
  };
}
