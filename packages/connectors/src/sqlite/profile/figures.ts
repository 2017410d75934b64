import type { ColumnType } from '@ai-etl/core';
import { statisticsOf } from '../../kit/profile/statistics-of.ts';
import { storageClass, type SqlValue } from '../values/sql-value.ts';
import type { Asked } from './asked.ts';
import { keptValues, roomBytes, type Room } from './kept-values.ts';
import { entriesOf, readingOf } from './reading.ts';
import { valueOrderOf } from './value-order.ts';

/** Figures of one column, value by value. */
export interface Figures {
  add(value: SqlValue): void;
  /** JSON as readAggregates reads it. */
  total(): string;
}

type Answer = Readonly<Record<string, string | null>>;

/** Takes in what is of the type. */
interface Part {
  add(value: SqlValue, text: string): void;
  total(): Answer;
  /** What it could not do. */
  notes?(): readonly string[];
}

/**
 * The figures of a column of the type. SQLite keeps any value in any column: what is not of the type is
 * counted by its storage class and left out of all else, which the notes tell.
 */
export function figuresOf(asked: Asked, room: Room): Figures {
  const { type } = asked;
  const isOfType = ofType(type);
  const part = partOf(asked, room);
  const foreign = new Map<string, number>();
  let count = 0;
  return {
    add: (value) => {
      if (value === null) return;
      count += 1;
      const text = isOfType(value);
      if (text !== null) return part.add(value, text);
      const stored = storageClass(value);
      foreign.set(stored, (foreign.get(stored) ?? 0) + 1);
    },
    total: () => {
      const others = foreign.values().reduce((sum, one) => sum + one, 0);
      const notes = [
        ...(others === 0 ? [] : [foreignNote(foreign, { others, count, type })]),
        ...(part.notes?.() ?? []),
      ];
      const counts = { n: String(count), foreign: String(others) };
      return JSON.stringify({ ...counts, ...part.total(), notes });
    },
  };
}

/** The text of a value of the type, or null. That of bytes is not needed, and long. */
function ofType(type: ColumnType): (value: SqlValue) => string | null {
  if (type.kind === 'bytes') return (value) => (value instanceof Uint8Array ? '' : null);
  return readingOf(type);
}

function foreignNote(
  foreign: ReadonlyMap<string, number>,
  {
    others,
    count,
    type,
  }: { readonly others: number; readonly count: number; readonly type: ColumnType },
): string {
  const found = [...foreign].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const classes = found.map(([stored, one]) => `${one} stored as ${stored}`).join(', ');
  return `${others} of ${count} values are no ${type.kind} (${classes}). They count as values, and no other figure holds them. A pipeline that reads the column as it is ends at them: cast it in the query.`;
}

function partOf({ type, levels }: Asked, room: Room): Part {
  const kind = statisticsOf(type);
  switch (kind) {
    case 'number':
    case 'instant':
    case 'clock':
      return orderedPart(type, { levels, room });
    case 'text':
      return textPart();
    case 'bytes':
      return lengthPart((value) => (value instanceof Uint8Array ? value.byteLength : 0));
    case 'list':
      return lengthPart((_, text) => entriesOf(text) ?? 0);
    case 'plain':
      return { add: () => undefined, total: () => ({}) };
  }
}

function orderedPart(
  type: ColumnType,
  { levels, room }: { readonly levels: readonly number[]; readonly room: Room },
): Part {
  const kind = statisticsOf(type);
  const order = valueOrderOf(type);
  const kept = keptValues(order, room);
  const isFloat = type.kind === 'float64' || type.kind === 'float32';
  let odd = 0;
  return {
    add: (_, text) => {
      if (isFloat && text.endsWith('Infinity')) odd += 1;
      else kept.add(text);
    },
    total: () => {
      const { min, max, quantiles } = kept.total(kind === 'clock' ? [] : levels);
      const ends = { min, max };
      if (kind === 'clock') return ends;
      const mean = kept.mean();
      const spread = kept.deviation();
      return {
        ...ends,
        mean: mean === null ? null : meanText(type, mean),
        sd: spread === null ? null : String(spread * secondsOf(type)),
        q: quantiles === null ? null : JSON.stringify(quantiles),
        ...(isFloat ? { odd: String(odd) } : {}),
      };
    },
    notes: () => (kind !== 'clock' && kept.isOverfull() ? [overfull] : []),
  };
}

const overfull = `Quantiles need all values in memory, and those of this statement are more than ${roomBytes / 1024 ** 2} MiB; ask for a sample.`;

/** Of times: the time in the middle. */
function meanText(type: ColumnType, mean: number): string {
  const order = valueOrderOf(type);
  if (statisticsOf(type) === 'number' || order.kept === 'texts') return String(mean);
  return order.kept === 'integers'
    ? order.text(BigInt(Math.round(mean)))
    : order.text(Math.round(mean));
}

/** Seconds of the unit that a type's spread is told in; numbers have none. */
function secondsOf({ kind }: ColumnType): number {
  if (kind === 'date') return 86_400;
  return kind === 'timestamp' || kind === 'timestamptz' ? 1e-6 : 1;
}

function textPart(): Part {
  const lengths = lengthPart((_, text) => charactersOf(text));
  let empty = 0;
  return {
    add: (value, text) => {
      lengths.add(value, text);
      if (text === '') empty += 1;
    },
    total: () => ({ ...lengths.total(), empty: String(empty) }),
  };
}

function lengthPart(lengthOf: (value: SqlValue, text: string) => number): Part {
  let [count, sum, least, greatest] = [0, 0, Number.POSITIVE_INFINITY, 0];
  return {
    add: (value, text) => {
      const length = lengthOf(value, text);
      count += 1;
      sum += length;
      least = Math.min(least, length);
      greatest = Math.max(greatest, length);
    },
    total: () =>
      count === 0
        ? {}
        : { lmin: String(least), lmax: String(greatest), lmean: String(sum / count) },
  };
}

/** Characters, not code units. */
function charactersOf(text: string): number {
  let pairs = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit >= 0xd800 && unit < 0xdc00) pairs += 1;
  }
  return text.length - pairs;
}
