import { free, is, type Reading } from '../reading.ts';

/** "strip out the cancelled ones", "cancelled orders are left out": things in a state are left out, and no column. */
export function isOfStates(reading: Reading, at: number): boolean {
  for (let ahead = at - 1; ahead < at + 5; ahead += 1) {
    if (!is(reading, ahead, 'state')) continue;
    const next = free(reading, ahead + 1);
    const isThing =
      next?.lower === 'ones' ||
      is(reading, ahead + 1, 'generic') ||
      (next?.kind === 'word' && next.senses.length === 0 && /(?:s|[ыи])$/u.test(next.lower));
    return isThing && !is(reading, ahead + 2, 'column_noun');
  }
  return false;
}
