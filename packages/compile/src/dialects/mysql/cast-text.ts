import { isInteger, type ColumnType } from '@ai-etl/core';
import { atom, type Fragment } from '../fragment.ts';
import { guarded, presentOr } from './fail.ts';
import { integerRange } from './integer-range.ts';

const number = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$';
const date = '^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$';
const uuid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const moment =
  '^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';

/** A text as a value of another type; its form is checked first, since CAST reads as far as it can. */
export function castFromText(text: string, to: ColumnType, name: string): Fragment | undefined {
  const trimmed = `TRIM(${text})`;
  const otherwise = { reason: `the text is no ${to.kind}`, args: [text], typeName: name };
  const formed = (pattern: string) => `${trimmed} REGEXP '${pattern}'`;
  if (isInteger(to)) {
    const [least, greatest] = integerRange(to, 'text');
    const range = `CAST(${trimmed} AS DECIMAL(65, 0)) BETWEEN ${least} AND ${greatest}`;
    return atom(
      guarded(`${formed('^[+-]?[0-9]+$')} AND ${range}`, `CAST(${trimmed} AS SIGNED)`, otherwise),
    );
  }
  switch (to.kind) {
    case 'decimal': {
      const scale = to.scale ?? 0;
      const whole = (to.precision ?? 0) - scale;
      // One digit more tells that a value was clipped.
      if (whole + scale > 64) return undefined;
      const wide = `CAST(${trimmed} AS DECIMAL(65, ${scale}))`;
      const fits = `ABS(${wide}) < 1${'0'.repeat(whole)}`;
      return atom(guarded(`${formed(number)} AND ${fits}`, `CAST(${wide} AS ${name})`, otherwise));
    }
    case 'float32':
    case 'float64': {
      const largest = to.kind === 'float32' ? '3.4028234e38' : '1.7976931348623157e308';
      const fits = `ABS(CAST(${trimmed} AS DOUBLE)) < ${largest}`;
      return atom(
        guarded(`${formed(number)} AND ${fits}`, `CAST(${trimmed} AS ${name})`, otherwise),
      );
    }
    case 'bool':
      return atom(boolFromText(trimmed, otherwise.reason));
    case 'date':
      return atom(whenFormed(`CAST(${onlyIf(formed(date), trimmed)} AS DATE)`, otherwise));
    case 'timestamp': {
      const pattern = `${moment})?$`;
      return atom(
        whenFormed(`CAST(${onlyIf(formed(pattern), trimmed)} AS DATETIME(6))`, otherwise),
      );
    }
    case 'timestamptz':
      return atom(whenFormed(instantFromText(trimmed), otherwise));
    case 'uuid':
      return atom(guarded(formed(uuid), `LOWER(${trimmed})`, otherwise));
    default:
      return undefined;
  }
}

function onlyIf(condition: string, value: string): string {
  return `CASE WHEN ${condition} THEN ${value} END`;
}

function whenFormed(
  value: string,
  { reason, args, typeName }: { reason: string; args: readonly string[]; typeName: string },
): string {
  return presentOr(value, reason, args, typeName);
}

function boolFromText(text: string, reason: string): string {
  const lower = `LOWER(${text})`;
  const no = guarded(`${lower} IN ('f', 'false', 'n', 'no', 'off', '0')`, 'FALSE', {
    reason,
    args: [text],
  });
  return `CASE WHEN ${lower} IN ('t', 'true', 'y', 'yes', 'on', '1') THEN TRUE ELSE ${no} END`;
}

/** The wall clock less its offset, which neither system reads: `+02`, `+0200`, `+02:00`, `Z` or none. */
function instantFromText(trimmed: string): string {
  const formed = `${trimmed} REGEXP '${moment}([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)?)?$'`;
  const wall = `REGEXP_SUBSTR(${trimmed}, '^[0-9-]{10}([ T][0-9:.]+)?')`;
  const given = `NULLIF(REGEXP_SUBSTR(SUBSTRING(${trimmed}, 12), '[+-][0-9:]+$'), '')`;
  const offset = `CONCAT(LEFT(${given}, 3), ':', RIGHT(CONCAT('00', SUBSTRING(${given}, 4)), 2))`;
  const seconds = `COALESCE(TIME_TO_SEC(${offset}), 0)`;
  return `CAST(${onlyIf(formed, wall)} AS DATETIME(6)) - INTERVAL ${seconds} SECOND`;
}
