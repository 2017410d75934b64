const durationPattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Seconds of an ISO 8601 duration of days, hours, minutes and seconds; undefined for others. */
export function durationSeconds(text: string): number | undefined {
  const [whole, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    durationPattern.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * A date or timestamp in the wire form, moved back by whole seconds; its microseconds stay. Dates
 * move by whole days, by as many as cover the time.
 */
export function moveBack(text: string, seconds: number): string {
  const [reading = '', fraction] = text.split('.');
  const isDate = !reading.includes(' ');
  const moved = isDate ? Math.ceil(seconds / 86_400) * 86_400 : seconds;
  const date = new Date(`${isDate ? `${reading}T00:00:00` : reading.replace(' ', 'T')}Z`);
  // Years that a Date cannot print in four digits stay as they are: reading more is harmless.
  const ms = date.getTime() - moved * 1000;
  if (Number.isNaN(ms) || ms < Date.UTC(0, 0, 1)) return text;
  const printed = new Date(ms).toISOString();
  if (printed.startsWith('-') || printed.startsWith('+')) return text;
  if (isDate) return printed.slice(0, 10);
  return `${printed.slice(0, 19).replace('T', ' ')}${fraction === undefined ? '' : `.${fraction}`}`;
}
