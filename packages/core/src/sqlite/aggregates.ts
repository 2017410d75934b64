import { aligned, decimalText, parseDecimal, type Decimal } from './decimal.ts';
import { compareTexts } from './text.ts';
import { asFloat, asText, toReal, type Present, type SqliteValue } from './value.ts';

/** An aggregate over the values of a group. */
export interface SqliteAggregate {
  /** Whether values may be taken out again, as frames of windows do. */
  readonly moves: boolean;
  /** A new, empty state. */
  readonly start: () => AggregateState;
}

/** One group. NULLs are left out; `remove` takes out the oldest value. */
export interface AggregateState {
  add(value: SqliteValue): void;
  remove(value: SqliteValue): void;
  result(): SqliteValue;
}

/** Sums that are exact: values are taken out as they were put in. */
function exactSum(finish: (sum: Decimal, count: number) => SqliteValue): SqliteAggregate {
  return {
    moves: true,
    start() {
      let sum: Decimal = { digits: 0n, scale: 0 };
      let count = 0;
      const change = (value: SqliteValue, sign: 1 | -1) => {
        if (value === null) return;
        const [total, one] = aligned(sum, parseDecimal(value));
        sum = { digits: total.digits + BigInt(sign) * one.digits, scale: total.scale };
        count += sign;
      };
      return {
        add: (value) => change(value, 1),
        remove: (value) => change(value, -1),
        result: () => (count === 0 ? null : finish(sum, count)),
      };
    },
  };
}

/** Sums of floats in constant memory; what was added cannot be taken out exactly. */
function runningSum(finish: (total: number, count: number) => number): SqliteAggregate {
  return {
    moves: false,
    start() {
      let total = 0;
      let count = 0;
      return {
        add(value) {
          if (value === null) return;
          total += asFloat(value);
          count += 1;
        },
        remove: () => undefined,
        result: () => (count === 0 ? null : toReal(finish(total, count))),
      };
    },
  };
}

/** Keeps the values, because a result over floats or texts cannot be taken back. */
function overValues(finish: (values: readonly Present[]) => SqliteValue): SqliteAggregate {
  return {
    moves: true,
    start() {
      const values: Present[] = [];
      return {
        add(value) {
          if (value !== null) values.push(value);
        },
        remove(value) {
          if (value !== null) values.shift();
        },
        result: () => (values.length === 0 ? null : finish(values)),
      };
    },
  };
}

function floatSum(values: readonly Present[]): number {
  return toReal(values.reduce<number>((total, value) => total + asFloat(value), 0));
}

function median(values: readonly Present[]): number {
  const sorted = values.map(asFloat).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[middle - 1] ?? 0;
  return toReal(lower + (upper - lower) / 2);
}

/** Of the sample; NULL for a single value. */
function deviation(values: readonly Present[]): number | null {
  if (values.length < 2) return null;
  const numbers = values.map(asFloat);
  const mean = numbers.reduce((total, one) => total + one, 0) / numbers.length;
  const squares = numbers.reduce((total, one) => total + (one - mean) ** 2, 0);
  return toReal(Math.sqrt(squares / (numbers.length - 1)));
}

/** A JSON list: `etl_join` makes the text of it, since DISTINCT takes no second argument. */
function sorted(values: readonly Present[]): string {
  return JSON.stringify(values.map(asText).toSorted(compareTexts));
}

/** Aggregates that SQLite lacks, or computes in floats. */
export const sqliteAggregates: Readonly<Record<string, SqliteAggregate>> = {
  etl_sum: exactSum(decimalText),
  etl_average: exactSum((sum, count) => Number(sum.digits) / 10 ** sum.scale / count),
  etl_float_sum: runningSum((total) => total),
  etl_float_average: runningSum((total, count) => total / count),
  etl_float_sum_over: overValues(floatSum),
  etl_float_average_over: overValues((values) => floatSum(values) / values.length),
  etl_median: overValues(median),
  etl_deviation: overValues(deviation),
  etl_sorted: overValues(sorted),
};
