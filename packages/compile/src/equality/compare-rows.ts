import type { Schema } from '@ai-etl/core';
import { canonicalRow } from '../differential/canonical.ts';
import type { Cell } from '../differential/hostile-rows.ts';

type Rows = readonly (readonly Cell[])[];

/** Rows of one side that the other side has not, as canonical lines. */
export interface RowDifference {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Relative: what sums in another order and other libraries of mathematics may differ by. */
const tolerance = 1e-9;

/**
 * Compares rows as bags: undefined when each row of one side has its equal on the other. Floats
 * are equal when they are close.
 */
export function differenceOf(
  expected: Rows,
  found: Rows,
  schema: Schema,
): RowDifference | undefined {
  const left = linesOf(found, schema);
  const missing = linesOf(expected, schema).filter((line) => {
    const place = left.findIndex((one) => one.text === line.text);
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
  const lost = missing.filter((line) => {
    const place = left.findIndex((one) => isClose(one, line));
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
  if (lost.length === 0 && left.length === 0) return undefined;
  return { missing: lost.map(({ text }) => text), unexpected: left.map(({ text }) => text) };
}

interface Line {
  readonly text: string;
  /** The row without its floats. */
  readonly rest: string;
  readonly floats: readonly (string | null)[];
}

function linesOf(rows: Rows, schema: Schema): Line[] {
  const isFloat = schema.map(({ type }) => type.kind === 'float64' || type.kind === 'float32');
  return rows.map((cells) => {
    const parts = canonicalRow(cells, schema);
    return {
      text: parts.join(' | '),
      rest: parts.filter((_part, index) => !isFloat[index]).join(' | '),
      floats: cells.filter((_cell, index) => isFloat[index]),
    };
  });
}

function isClose(a: Line, b: Line): boolean {
  return (
    a.rest === b.rest &&
    a.floats.every((one, index) => {
      const other = b.floats[index] ?? null;
      if (one === null || other === null) return one === other;
      const [x, y] = [Number(one), Number(other)];
      return one === other || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x), Math.abs(y));
    })
  );
}
