import type { ZoneMention } from '../../ir/index.ts';
import { has, textOf } from '../../text/token.ts';
import { claim, free, is, isMarkAt, type Reading } from '../reading.ts';

/**
 * Reads the time zone: "Berlin time", "6 PM Pacific", "по Екатеринбургу", "(UTC)",
 * "Europe/Berlin". A city alone is no zone: it must stand beside a time or the word "time".
 */
export function readZone(reading: Reading): ZoneMention | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const token = free(reading, at);
    if (token === undefined) continue;
    const written = token.kind === 'name' ? zoneName(token.text) : null;
    if (written !== null) return { zone: written, evidence: claimZone(reading, at) };
    const zone = textOf(token, 'zone');
    if (zone !== undefined && isZonePlace(reading, at, zone)) {
      return { zone, evidence: claimZone(reading, at) };
    }
    if (isUnknownZone(reading, at)) return { zone: null, evidence: claimZone(reading, at) };
  }
  return null;
}

function isZonePlace(reading: Reading, at: number, zone: string): boolean {
  if (zone === 'UTC' || is(reading, at + 1, 'zone_noun') || is(reading, at - 1, 'zone_noun'))
    return true;
  if (reading.claimed[at - 1] === 1) return true;
  const led =
    is(reading, at - 1, 'in') || is(reading, at - 1, 'on') || isMarkAt(reading, at - 1, '(', ',');
  return led && reading.claimed[at - 2] === 1;
}

/** "at 3am Gotham time": a time, then a word nobody knows, then "time". */
function isUnknownZone(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined || token.kind === 'mark' || token.senses.length > 0) return false;
  return reading.claimed[at - 1] === 1 && has(free(reading, at + 1), 'zone_noun');
}

function claimZone(reading: Reading, at: number): ZoneMention['evidence'] {
  const led =
    is(reading, at - 1, 'in') ||
    is(reading, at - 1, 'on') ||
    is(reading, at - 1, 'zone_noun') ||
    isMarkAt(reading, at - 1, '(');
  const isTail = (place: number): boolean =>
    is(reading, place, 'zone_noun') || (led && isMarkAt(reading, place, ')'));
  let end = at + 1;
  while (end < at + 4 && isTail(end)) end += 1;
  return claim(reading, led ? at - 1 : at, end);
}

/** An IANA name in its own spelling, whatever the case it was typed in. */
function zoneName(text: string): string | null {
  if (!/^[A-Za-z_]{2,20}(?:\/[A-Za-z_+-]{2,30}){1,2}$/u.test(text)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
