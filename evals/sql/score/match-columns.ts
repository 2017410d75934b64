import type { Cell, Row } from '../run/result.ts';
import { sameBag } from './same-rows.ts';

/** A gold column's place in the prediction, and what its numbers there are multiplied by. */
export interface ColumnMatch {
  readonly index: number;
  readonly factor: number;
}

export interface MatchRequest {
  readonly gold: readonly Row[];
  readonly predicted: readonly Row[];
  readonly width: { readonly gold: number; readonly predicted: number };
  readonly tolerance: number;
  /** True: a ratio may be told in hundredths. */
  readonly mayScale: boolean;
}

/** Columns that are alike by chance have many pairings; so many are tried. */
const mostTried = 5_000;

/**
 * Every way to find the gold columns among the predicted ones, in any order, so that the rows are the same
 * multiset; further predicted columns are passed over.
 */
export function* matchColumns(request: MatchRequest): Generator<readonly ColumnMatch[]> {
  const { gold, predicted, width, tolerance } = request;
  if (gold.length !== predicted.length || width.gold > width.predicted) return;
  const candidates = Array.from({ length: width.gold }, (_, at) => candidatesOf(request, at));
  let tried = 0;
  for (const matches of pairings(candidates)) {
    tried += 1;
    if (tried > mostTried) return;
    if (sameBag(gold, project(predicted, matches), tolerance)) yield matches;
  }
}

/** The predicted rows as the gold has them. */
export function project(rows: readonly Row[], matches: readonly ColumnMatch[]): readonly Row[] {
  return rows.map((row) => matches.map(({ index, factor }) => scaled(row[index] ?? null, factor)));
}

function candidatesOf(
  { gold, predicted, width, tolerance, mayScale }: MatchRequest,
  at: number,
): readonly ColumnMatch[] {
  const wanted = gold.map((row): Row => [row[at] ?? null]);
  const factors = mayScale ? [1, 100, 0.01] : [1];
  return Array.from({ length: width.predicted }, (_, index) => index).flatMap((index) =>
    factors
      .map((factor) => ({ index, factor }))
      .filter((match) => sameBag(wanted, project(predicted, [match]), tolerance))
      .slice(0, 1),
  );
}

function scaled(cell: Cell, factor: number): Cell {
  return typeof cell === 'number' ? cell * factor : cell;
}

/** One candidate for each column, none twice. */
function* pairings(
  candidates: readonly (readonly ColumnMatch[])[],
  taken: readonly ColumnMatch[] = [],
): Generator<readonly ColumnMatch[]> {
  const next = candidates[taken.length];
  if (next === undefined) {
    yield taken;
    return;
  }
  for (const match of next) {
    if (taken.some((one) => one.index === match.index)) continue;
    yield* pairings(candidates, [...taken, match]);
  }
}
