import { z } from 'zod';
import type { RowRepetition, ValueFrequencies, ValueStatistics } from '@ai-etl/core';

/** A row of a statement's answer, values as text. */
export type TextRow = Readonly<Record<string, string | null>>;

const Text = z.string().nullable().default(null);
/** The spread of the largest floats is beyond any float: then it is not known. */
const Count = Text.transform((text) => {
  const number = Number(text ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
});

/** What the aggregates of one column answer as JSON; each dialect spells them, all texts. */
const Aggregates = z.object({
  n: z.string().transform(Number),
  min: Text,
  max: Text,
  mean: Text,
  sd: Count,
  /** A JSON list of texts. */
  q: Text,
  odd: Count,
  lmin: Count,
  lmax: Count,
  lmean: Count,
  empty: Count,
  /** Values that are not of the column's type. */
  foreign: Count,
  /** What was left out and why; never a value. */
  notes: z.array(z.string()).default([]),
});

export interface ColumnAggregates {
  /** Values that are not NULL. */
  readonly count: number;
  readonly values: ValueStatistics;
  /** Of them, those that are not of the column's type; null where the system keeps no such. */
  readonly foreign: number | null;
  /** What the figures leave out, and why. */
  readonly notes: readonly string[];
}

/** Reads the JSON of one column's aggregates. */
export function readAggregates(json: string): ColumnAggregates {
  const one = Aggregates.parse(JSON.parse(json));
  const { lmin, lmax, lmean } = one;
  return {
    count: one.n,
    foreign: one.foreign,
    notes: one.notes,
    values: {
      min: one.min,
      max: one.max,
      mean: one.mean,
      stddev: one.sd,
      quantiles: readQuantiles(one.q),
      notFinite: one.odd,
      length:
        lmin === null || lmax === null || lmean === null
          ? null
          : { min: lmin, max: lmax, mean: lmean },
      empty: one.empty,
    },
  };
}

function readQuantiles(json: string | null): readonly string[] | null {
  if (json === null) return null;
  const values = z.array(z.string().nullable()).nullable().parse(JSON.parse(json));
  return values === null || values.some((one) => one === null)
    ? null
    : values.filter((one) => one !== null);
}

/**
 * Reads rows `i, v, n, d, f`: place of the column, a value, how often it occurs, how many distinct
 * values there are, and how many of them occur once. A value of NULL is counted and not shown.
 */
export function readFrequencies(rows: readonly TextRow[]): ReadonlyMap<number, ValueFrequencies> {
  const byColumn = Map.groupBy(rows, (row) => Number(row['i']));
  return new Map(
    [...byColumn].map(([index, group]) => {
      const top = group.flatMap((row) => {
        const value = row['v'];
        return value === null || value === undefined ? [] : [{ value, count: Number(row['n']) }];
      });
      top.sort((a, b) => b.count - a.count);
      const [first] = group;
      const distinct = Number(first?.['d'] ?? 0);
      return [index, { distinct, single: Number(first?.['f'] ?? 0), top }];
    }),
  );
}

/** Reads the row `n, d, f`: rows, distinct rows, rows that occur once. */
export function readRepetition(row: TextRow | undefined): RowRepetition {
  const at = (name: string): number => Number(row?.[name] ?? 0);
  return { rows: at('n'), distinct: at('d'), single: at('f') };
}
