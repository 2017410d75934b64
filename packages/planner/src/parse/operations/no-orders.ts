import { endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';

/** "positions are dropped as parquet under …": put there, and not left out. */
export function isPutThere(reading: Reading, at: number): boolean {
  const verb = [at + 1, at + 2, at + 3].find((place) => free(reading, place)?.lower === 'dropped');
  if (verb === undefined) return false;
  const lead = free(reading, verb + 1)?.lower ?? '';
  if (!/^(?:as|into|onto|under|in|on|at|to|off|by|there|here|daily|hourly|nightly)$/u.test(lead))
    return false;
  return !/^(?:target|result|output|warehouse|copy|end)$/u.test(
    free(reading, skip(reading, verb + 2, 'determiner'))?.lower ?? '',
  );
}

/** "нужны только проезды, где …", "we only need trips whose …": things that a condition tells are no columns. */
export function isOfTold(reading: Reading, at: number): boolean {
  const isNeed = /^(?:нуж\p{L}*|only|just|только|лишь|i|we|they|достаточно)$/u.test(
    free(reading, at)?.lower ?? '',
  );
  if (!isNeed) return false;
  for (let ahead = at + 1; ahead < at + 6; ahead += 1) {
    const noun = free(reading, ahead);
    if (noun === undefined || endsClause(reading, ahead)) return false;
    const next = isMarkAt(reading, ahead + 1, ',') ? ahead + 2 : ahead + 1;
    const isThing = noun.kind === 'word' && noun.senses.length === 0;
    const isTold =
      is(reading, next, 'where') ||
      /^(?:котор\p{L}*|that|which|who|у)$/u.test(free(reading, next)?.lower ?? '') ||
      (next === ahead + 1 && is(reading, next, 'with'));
    if (isThing && isTold) return true;
  }
  return false;
}

/** "Call centre report: …", "Name day list: …": words before the first colon that only begin like an order. */
export function isCalledTitle(reading: Reading, at: number): boolean {
  const isFirst = at === 0 || endsClause(reading, at - 1);
  const words = [at + 1, at + 2].map((place) => free(reading, place));
  const arePlain = words.every((word) => word?.kind === 'word' && !word.quoted);
  return isFirst && arePlain && isMarkAt(reading, at + 3, ':');
}
