import { parseTimeUnit } from '@ai-etl/core';
import type { WhenRead } from './read-when.ts';
import type { TimeToken } from './time-tokens.ts';
import { trailing } from './when.ts';

const lasting =
  /^(?:for|in) (?:the )?(?:last |past )?(?:more than |over |at least |longer than |almost )?(?:(?<count>[1-9]\d{0,3}) )?(?<unit>day|week|month|quarter|year)(?= |$)/u;

/** Reads "for 30 days" of what did not happen: none lies in the stretch until now. null: nothing of that kind. */
export function readAbsence(tokens: readonly TimeToken[]): WhenRead | null {
  const text = tokens.map((token) => token.text).join(' ');
  const found = lasting.exec(text);
  const unit = parseTimeUnit(found?.groups?.['unit'] ?? '');
  if (found === null || unit === undefined) return null;
  const last = tokens[found[0].split(' ').length - 1];
  if (last === undefined) return null;
  return { when: trailing(unit, Number(found.groups?.['count'] ?? 1)), end: last.end };
}
