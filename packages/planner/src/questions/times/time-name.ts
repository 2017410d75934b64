import type { Test } from '../form.ts';
import type { Edge } from './when.ts';

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const relative: ReadonlyMap<number, string> = new Map([
  [0, 'this'],
  [-1, 'last'],
  [1, 'next'],
]);

/** A time as part of a column's name: `this_month`, `march`, `2025_q1`, `2024`. Null where it goes by no short name. */
export function timeName(test: Test): string | null {
  if (test.kind === 'compare') {
    const { op, right } = test;
    const isYear = op === 'eq' && right.kind === 'number' && /^\d{4}$/u.test(String(right.value));
    return isYear ? String(right.value) : null;
  }
  if (test.kind !== 'time') return null;
  const { start, end, month } = test.when;
  if (month !== undefined) return months[month - 1] ?? null;
  if (start === null || end === null) return null;
  if (start.kind === 'day' && end.kind === 'day') return nameOfDays(start.day, end.day);
  return nameOfUnit(start, end);
}

/** One whole day, month, quarter or year. */
function nameOfDays(start: string, end: string): string | null {
  const [from, to] = [start, end].map((day) => new Date(`${day}T00:00:00Z`));
  if (from === undefined || to === undefined) return null;
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  if (days === 1) return start.replaceAll('-', '_');
  if (from.getUTCDate() !== 1 || to.getUTCDate() !== 1) return null;
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
  const length = (to.getUTCFullYear() - year) * 12 + to.getUTCMonth() - month;
  if (length === 1) return start.slice(0, 7).replace('-', '_');
  if (length === 3 && month % 3 === 0) return `${year}_q${month / 3 + 1}`;
  return length === 12 && month === 0 ? String(year) : null;
}

/** "this month", "last year": one unit of the calendar. */
function nameOfUnit(start: Edge, end: Edge): string | null {
  const [from, to] = [start, end].map(unitsFromNow);
  if (from == null || to == null || from.unit !== to.unit || to.count - from.count !== 1)
    return null;
  if (from.unit === 'day') return dayNames.get(from.count) ?? null;
  const which = relative.get(from.count);
  return which === undefined ? null : `${which}_${from.unit}`;
}

const dayNames: ReadonlyMap<number, string> = new Map([
  [0, 'today'],
  [-1, 'yesterday'],
  [1, 'tomorrow'],
]);

/** How many units of the calendar an edge lies from now; null where it is told by several units. */
function unitsFromNow(edge: Edge): { readonly unit: string; readonly count: number } | null {
  if (edge.kind !== 'math') return null;
  const [first] = edge.steps.filter(({ kind }) => kind === 'floor');
  if (first === undefined || edge.steps.some(({ unit }) => unit !== first.unit)) return null;
  const count = edge.steps.reduce((sum, step) => sum + (step.kind === 'move' ? step.count : 0), 0);
  return { unit: first.unit, count };
}
