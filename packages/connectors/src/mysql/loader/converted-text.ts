import { spellingOf } from '../../kit/quarantine/spellings.ts';
import { integerRangeOf, isUnsigned } from '../limits.ts';
import { quoteText } from '../quote.ts';
import { logicalType } from '../types.ts';
import { keptMoment } from './kept-moment.ts';

const greatestFloat = '3.4028234663852886e38';
/** Its logarithm: the greatest double has it. */
const greatestExponent = '308.2547155599167';
const offset = '[+-][0-9]{2}(:?[0-9]{2})?$';

/** A landed text as a value of another type, NULL where it spells none that fits. Pure. */
export function convertedText(value: string, native: string): string {
  if (native.startsWith('enum(')) {
    return `CASE WHEN ${value} IN ${native.slice('enum'.length)} THEN ${value} END`;
  }
  if (/^uuid\b/.test(native)) return spelled(value, spellingOf({ kind: 'uuid' }), value);
  const type = logicalType(native);
  const spelling = spellingOf(type);
  switch (type.kind) {
    case 'bool':
      return spelled(value, spelling, `LOWER(LEFT(${value}, 1)) = 't'`);
    case 'float32':
    case 'float64':
      return spelled(value, spelling, notBelow(native, float(value, type.kind)));
    case 'date':
      return spelled(value, spelling, day(value, `CAST(${value} AS DATE)`));
    case 'time':
      return spelled(value, spelling, keptMoment(`CAST(LEFT(${value}, 15) AS TIME(6))`, native));
    case 'timestamp':
      return spelled(value, spelling, day(value, keptMoment(wallClock(value), native)));
    case 'timestamptz':
      return spelled(value, spelling, day(value, keptMoment(instant(value), native)));
    default:
      return number(value, native);
  }
}

/** `then` where the text is spelled so. */
function spelled(value: string, spelling: string | undefined, then: string): string {
  return `CASE WHEN ${value} REGEXP ${pattern(spelling ?? '')} THEN ${then} END`;
}

/** `$` alone would let a line feed at the end pass. */
function pattern(spelling: string): string {
  return quoteText(spelling.replace('$', '\\z'));
}

function number(value: string, native: string): string {
  const range = integerRangeOf(native);
  if (range !== undefined) {
    const whole = `CAST(${value} AS DECIMAL(20,0))`;
    const isWithin = `${whole} BETWEEN ${range[0]} AND ${range[1]}`;
    return spelled(value, '^[+-]?0*[0-9]{1,20}$', `CASE WHEN ${isWithin} THEN ${whole} END`);
  }
  const type = logicalType(native);
  const [precision, scale] = type.kind === 'decimal' ? [type.precision, type.scale] : [];
  const decimal = `CAST(${value} AS DECIMAL(${precision ?? 0},${scale ?? 0}))`;
  return spelled(value, spellingOf(type), notBelow(native, decimal));
}

function notBelow(native: string, number: string): string {
  return isUnsigned(native) ? `CASE WHEN ${number} >= 0 THEN ${number} END` : number;
}

/** MySQL forgets the sign of -0, and what is too great or too small ends the statement or becomes 0. */
function float(value: string, kind: 'float32' | 'float64'): string {
  const lower = `LOWER(${value})`;
  const digits = `CAST(SUBSTRING_INDEX(${lower}, 'e', 1) AS DOUBLE)`;
  const exponent = `IF(LOCATE('e', ${lower}) = 0, 0, CAST(SUBSTRING_INDEX(${lower}, 'e', -1) AS SIGNED))`;
  const isZero = `${digits} = 0`;
  const isTooGreat = `LOG10(ABS(${digits})) + ${exponent} > ${greatestExponent}`;
  const double = `CAST(${value} AS DOUBLE)`;
  const kept =
    kind === 'float64'
      ? `NULLIF(${double}, 0)`
      : `CASE WHEN ABS(${double}) <= ${greatestFloat} THEN NULLIF(CAST(${value} AS FLOAT), 0) END`;
  return `CASE WHEN ${isZero} THEN IF(${value} LIKE '-%', NULL, 0) WHEN ${isTooGreat} THEN NULL ELSE ${kept} END`;
}

/** `then` where a text begins with a day that its month has. */
function day(value: string, then: string): string {
  const last = `DAY(LAST_DAY(CONCAT(LEFT(${value}, 8), '01')))`;
  const isDay = `SUBSTRING(${value}, 9, 2) <= ${last}`;
  return `CASE WHEN LEFT(${value}, 4) = '0000' THEN NULL WHEN ${isDay} THEN ${then} END`;
}

function wallClock(value: string): string {
  return `CAST(REPLACE(LEFT(${value}, 26), 'T', ' ') AS DATETIME(6))`;
}

/** The moment in UTC; only near those that a timestamp knows is it worked out. */
function instant(value: string): string {
  const wall = wallClock(`REGEXP_REPLACE(${value}, ${pattern(`(Z|${offset})`)}, '')`);
  const found = `REGEXP_SUBSTR(${value}, ${pattern(offset)})`;
  const clock = `RPAD(REPLACE(SUBSTRING(${found}, 2), ':', ''), 4, '0')`;
  const minutes = `(LEFT(${clock}, 2) * 60 + RIGHT(${clock}, 2)) * IF(${found} LIKE '-%', -1, 1)`;
  const hasOffset = `${value} REGEXP ${pattern(offset)}`;
  return `CASE WHEN LEFT(${value}, 4) NOT BETWEEN '1969' AND '2038' THEN NULL WHEN ${hasOffset} THEN ${wall} - INTERVAL ${minutes} MINUTE ELSE ${wall} END`;
}
