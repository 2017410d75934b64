import { free } from '../../parse/reading.ts';
import { numberOf } from '../../text/token.ts';
import type { Asked } from '../asked.ts';

/** A count at a token: from one to 10,000. */
export function wholeNumber(asked: Asked, at: number): number | null {
  const token = free(asked.reading, at);
  const count = numberOf(token, 'number');
  return count !== undefined && Number.isInteger(count) && count >= 1 && count <= 10_000
    ? count
    : null;
}
