/** Milliseconds that a Retry-After header asks for: seconds, or a date. undefined: nothing readable. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

const firstPauseMs = 200;
const longestPauseMs = 30_000;

/** The pause before the next try: doubled each time, between half and all of it. */
export function pauseMs(attempt: number, random: number): number {
  const whole = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
  return whole / 2 + (whole / 2) * random;
}
