import { free, isMarkAt, type Reading } from '../reading.ts';

/** Words that say again, and more exactly, what stands before them. */
const words =
  /^(?:i\.e\.|ie|that is|that means|namely|meaning|which means|т\.е\.|то есть|а именно)$/u;

/**
 * Where the words begin that lead an explanation which starts at `at`: ", i.e.", "— that is", "(namely";
 * null: what stands there explains nothing.
 */
export function explanationStart(reading: Reading, at: number): number | null {
  const word = (place: number): string => free(reading, place)?.lower ?? '';
  const end = isMarkAt(reading, at - 1, ',') ? at - 1 : at;
  const start = words.test(word(end - 1))
    ? end - 1
    : words.test(`${word(end - 2)} ${word(end - 1)}`)
      ? end - 2
      : null;
  if (start === null) return null;
  return isMarkAt(reading, start - 1, ',', '(', '—', '–', '-', ':') ? start - 1 : start;
}
