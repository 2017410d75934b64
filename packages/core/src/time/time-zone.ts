/** True for an IANA name such as `Europe/Berlin` or `UTC`; offsets such as `+02:00` are none. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(text) || text.length > 64) return false;
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl's only way of saying that it does not know the zone.
    return false;
  }
}

/** All zones the runtime knows, UTC first. */
export function timeZoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
