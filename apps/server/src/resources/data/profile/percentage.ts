/** `part` of `whole` in percent with four decimals, 0 to 100; null of nothing. */
export function percentage(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return Math.round((part / whole) * 1_000_000) / 10_000;
}
