import type { Cell, Row } from '../run/result.ts';

/** Above this many rows that are near but not equal, only the sorted order is tried. */
const mostMatched = 2_000;

export function sameCell(one: Cell, other: Cell, tolerance: number): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  if (one === other) return true;
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

export function sameRow(one: Row, other: Row, tolerance: number): boolean {
  return (
    one.length === other.length &&
    one.every((cell, at) => sameCell(cell, other[at] ?? null, tolerance))
  );
}

/** List equality. */
export function sameList(one: readonly Row[], other: readonly Row[], tolerance: number): boolean {
  return (
    one.length === other.length && one.every((row, at) => sameRow(row, other[at] ?? [], tolerance))
  );
}

/** Multiset equality; numbers may differ by `tolerance`, relative to the larger. */
export function sameBag(one: readonly Row[], other: readonly Row[], tolerance: number): boolean {
  if (one.length !== other.length) return false;
  const left = one.toSorted(compareRows);
  const right = other.toSorted(compareRows);
  if (sameList(left, right, tolerance)) return true;
  // Numbers that nearly equal each other may sort rows differently on both sides.
  if (tolerance === 0 || left.length > mostMatched) return false;
  const open = new Set(right);
  for (const row of left) {
    const match = [...open].find((candidate) => sameRow(row, candidate, tolerance));
    if (match === undefined) return false;
    open.delete(match);
  }
  return true;
}

/** Texts before numbers, so that nearly equal numbers part as few rows as possible. */
function compareRows(one: Row, other: Row): number {
  for (const isNumberTurn of [false, true]) {
    for (const [at, cell] of one.entries()) {
      const against = other[at] ?? null;
      const isNumber = typeof cell === 'number' && typeof against === 'number';
      if (isNumber !== isNumberTurn) continue;
      const order = compareCells(cell, against);
      if (order !== 0) return order;
    }
  }
  return 0;
}

function compareCells(one: Cell, other: Cell): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [rank(one), rank(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function rank(cell: Cell): string {
  return `${cell === null ? 0 : typeof cell} ${String(cell)}`;
}
