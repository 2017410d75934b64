import type { ResultRows } from '../run/result.ts';
import { matchColumns, project } from './match-columns.ts';
import { sameBag, sameList } from './same-rows.ts';
import { sortColumns } from './order-of.ts';

/** Sums of floating-point numbers depend on the order of rows in their last digits. */
const rounding = 1e-9;

/**
 * Execution accuracy: the same rows as often as in gold, columns in gold's order; in gold's order of rows where
 * the gold query orders.
 */
export function isSameResult(gold: ResultRows, predicted: ResultRows, ordered: boolean): boolean {
  if (gold.columns.length !== predicted.columns.length) return false;
  return (ordered ? sameList : sameBag)(gold.rows, predicted.rows, rounding);
}

/** As `isSameResult`, with the columns in any order. */
export function isSameInAnyColumnOrder(
  gold: ResultRows,
  predicted: ResultRows,
  ordered: boolean,
): boolean {
  if (gold.columns.length !== predicted.columns.length) return false;
  for (const matches of matchColumns(matchRequest(gold, predicted, rounding, false))) {
    if (!ordered || sameList(gold.rows, project(predicted.rows, matches), rounding)) return true;
  }
  return false;
}

export interface NlqGold {
  readonly sql: string;
  readonly result: ResultRows;
  readonly ordered: boolean;
  /** True: the question asks for a ratio, which may be 0 to 1 or 0 to 100. */
  readonly mayScale: boolean;
}

/**
 * The rules of nlq-dev: names and order of columns do not count, further columns are allowed, numbers to 1e-6
 * relative, midnight is a date (see the runner), rows as a multiset, and where the question sets an order, the
 * sort key row by row.
 */
export function answersQuestion(gold: NlqGold, predicted: ResultRows): boolean {
  const { result, ordered, mayScale, sql } = gold;
  const keys = ordered ? sortColumns(sql, result.columns) : [];
  const keyOf = (row: ResultRows['rows'][number]) =>
    keys === undefined ? row : keys.map((at) => row[at] ?? null);
  for (const matches of matchColumns(matchRequest(result, predicted, 1e-6, mayScale))) {
    if (!ordered) return true;
    const rows = project(predicted.rows, matches);
    if (sameList(result.rows.map(keyOf), rows.map(keyOf), 1e-6)) return true;
  }
  return false;
}

function matchRequest(
  gold: ResultRows,
  predicted: ResultRows,
  tolerance: number,
  mayScale: boolean,
) {
  return {
    gold: gold.rows,
    predicted: predicted.rows,
    width: { gold: gold.columns.length, predicted: predicted.columns.length },
    tolerance,
    mayScale,
  };
}
