import { weights } from '../weights.ts';
import { isEmpty, type Tried } from './try-candidates.ts';

/**
 * How many of such answers are right, 0 to 1: by the margin to the next reading, less for words that
 * were passed over and for no rows. Measured on development data (`weights.confidence`).
 */
export function confidenceOf([best, next]: readonly Tried[]): number {
  if (best === undefined) return 0;
  const { byMargin, alone, perUnread, empty } = weights.confidence;
  const margin = next === undefined ? alone : best.score - next.score;
  const { unread } = best.candidate;
  const nothing = best.found !== null && isEmpty(best.found) ? empty : 1;
  const share = along(byMargin, margin) * perUnread ** unread.length * nothing;
  return Math.round(share * 100) / 100;
}

/** The value at a place of a line through points, which ends level on both sides. */
function along(points: readonly (readonly [number, number])[], at: number): number {
  const after = points.findIndex(([place]) => place >= at);
  const [place, value] = points[after] ?? points.at(-1) ?? [0, 0];
  const before = points[after - 1];
  if (after < 1 || before === undefined) return value;
  const [start, least] = before;
  return least + ((value - least) * (at - start)) / (place - start);
}
