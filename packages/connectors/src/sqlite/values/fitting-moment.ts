const parts =
  /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d:\d\d)(:\d\d)?(?:\.(\d+))?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/;

/**
 * A time or moment that is spelled right in the one form that columns keep, with six digits; with an
 * offset that moment in UTC. Null where there is no such day, or the moment lies beyond four-digit years. Pure.
 */
export function fittingMoment(
  text: string,
  kind: 'time' | 'timestamp' | 'timestamptz',
): string | null {
  const [, day, minutes, seconds = ':00', fraction = '', hour, minute = '00'] =
    parts.exec(text) ?? [];
  if (minutes === undefined) return null;
  const rest = `${minutes}${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}`;
  if (kind === 'time') return rest;
  if (day === undefined || !isDay(day)) return null;
  return hour === undefined ? `${day} ${rest}` : inUtc(`${day} ${rest}`, `${hour}:${minute}`);
}

/** True where the month has such a day; the year 0 is none. Pure. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  // Date takes 30 February for 1 March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) && text >= '0001';
}

function inUtc(moment: string, offset: string): string | null {
  const at = new Date(`${moment.slice(0, 19).replace(' ', 'T')}${offset}`).toISOString();
  const isPortable = /^\d{4}-/.test(at) && at >= '0001';
  return isPortable ? `${at.slice(0, 19).replace('T', ' ')}${moment.slice(19)}` : null;
}
