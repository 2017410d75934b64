import { decimalText, fitDecimal, parseDecimal, roundDecimal, type Decimal } from './decimal.ts';
import { dateText, momentText, parseMoment, readMoment } from './moment.ts';
import { roundHalfEven } from './numeric.ts';
import { normalizeTemporal } from '../expression/temporal-literal.ts';
import {
  asCount,
  asFloat,
  asInteger,
  asText,
  show,
  SqliteMisfit,
  strict,
  toBool,
  toInteger,
  toReal,
  type Present,
  type SqliteFunction,
  type SqliteValue,
} from './value.ts';

function misfit(text: string, what: string): never {
  throw new SqliteMisfit(`${show(text)} is no ${what}`);
}

/** Spaces around a value are none of it. */
const fromText = (
  read: (text: string, ...rest: readonly Present[]) => SqliteValue,
): SqliteFunction => strict((x, ...rest) => read(asText(x).trim(), ...rest));

function textToInteger(text: string, bits: number): bigint {
  return /^[-+]?\d+$/.test(text)
    ? toInteger(BigInt(text.replace('+', '')), bits)
    : misfit(text, 'whole number');
}

/** Digits with a point and an exponent. */
function readNumber(text: string): Decimal {
  const found = /^([-+]?)(\d+\.?\d*|\.\d+)(?:[eE]([-+]?\d{1,4}))?$/.exec(text);
  if (found === null) return misfit(text, 'number');
  const [, sign = '', digits = '', exponent = '0'] = found;
  const [whole = '', fraction = ''] = digits.split('.');
  const value = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0
    ? { digits: value, scale }
    : { digits: value * 10n ** BigInt(-scale), scale: 0 };
}

function textToFloat(text: string): number {
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return misfit(text, 'number');
  const value = Number(text);
  return Number.isFinite(value) ? value : misfit(text, 'float64');
}

function textToBool(text: string): bigint {
  const word = text.toLowerCase();
  if (/^(?:1|on|t|tr|tru|true|y|ye|yes)$/.test(word)) return 1n;
  return /^(?:0|of|off|f|fa|fal|fals|false|n|no)$/.test(word) ? 0n : misfit(text, 'bool');
}

function textToUuid(text: string): string {
  const digits = text.replaceAll(/[-{}]/g, '').toLowerCase();
  if (!/^\{?[\da-f-]+\}?$/i.test(text) || !/^[\da-f]{32}$/.test(digits))
    return misfit(text, 'uuid');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function textToDate(text: string): string {
  return normalizeTemporal('date', text) ?? misfit(text, 'date');
}

/** A wall clock, without an offset. */
function textToTimestamp(text: string): string {
  const moment = readMoment(text);
  return moment === undefined ? misfit(text, 'timestamp') : momentText(moment);
}

function textToJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return misfit(text, 'JSON');
  }
}

/** As many digits as a float surely has: 1.005 is 1.005. */
function floatToDecimal(x: number): Decimal {
  if (!Number.isFinite(x)) throw new SqliteMisfit(`${x} is no decimal`);
  return readNumber(x.toPrecision(15));
}

/** The shortest text that reads back equal, as PostgreSQL writes it. */
function floatText(x: number): string {
  if (!Number.isFinite(x)) return x > 0 ? 'Infinity' : '-Infinity';
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = x.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 15) return decimalText(readNumber(x.toExponential()));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}

const fitted = (value: Decimal, precision: Present | undefined, scale: Present | undefined) =>
  decimalText(
    precision === undefined ? value : fitDecimal(value, asCount(precision), asCount(scale)),
  );

/** Casts that fail on what does not fit; `x` first, then the bits, or the precision and scale. */
export const castFunctions: Readonly<Record<string, SqliteFunction>> = {
  etl_integer: strict((x, bits) => toInteger(asInteger(x), asCount(bits))),
  etl_integer_of_float: strict((x, bits) => {
    const value = roundHalfEven(asFloat(x));
    if (!Number.isFinite(value)) throw new SqliteMisfit(`${value} is no integer`);
    return toInteger(BigInt(value), asCount(bits));
  }),
  etl_integer_of_decimal: strict((x, bits) =>
    toInteger(roundDecimal(parseDecimal(x), 0).digits, asCount(bits)),
  ),
  etl_integer_of_text: fromText((text, bits) => textToInteger(text, asCount(bits))),
  etl_decimal: strict((x, precision, scale) => fitted(parseDecimal(x), precision, scale)),
  etl_decimal_of_float: strict((x, precision, scale) =>
    fitted(floatToDecimal(asFloat(x)), precision, scale),
  ),
  etl_decimal_of_text: fromText((text, precision, scale) =>
    fitted(readNumber(text), precision, scale),
  ),
  etl_float: strict((x) => toReal(asFloat(x))),
  etl_float32: strict((x) => {
    const value = asFloat(x);
    const narrow = Math.fround(value);
    if (Number.isFinite(value) && !Number.isFinite(narrow)) {
      throw new SqliteMisfit(`${value} does not fit into float32`);
    }
    return narrow;
  }),
  etl_float_of_text: fromText(textToFloat),
  etl_bool_of_text: fromText(textToBool),
  etl_bool_of_number: strict((x) => toBool(/[1-9]/.test(String(x)))),
  etl_date_of_text: fromText(textToDate),
  etl_date_of_moment: strict((x) => dateText(parseMoment(asText(x)))),
  etl_time_of_text: fromText((text) => normalizeTemporal('time', text) ?? misfit(text, 'time')),
  etl_time_of_moment: strict((x) => momentText(parseMoment(asText(x))).slice(11)),
  etl_timestamp_of_text: fromText(textToTimestamp),
  etl_timestamp_of_date: strict((x) => momentText(parseMoment(asText(x)))),
  etl_timestamptz_of_text: fromText(
    (text) => normalizeTemporal('timestamptz', text) ?? misfit(text, 'timestamptz'),
  ),
  etl_uuid_of_text: fromText(textToUuid),
  etl_json_of_text: strict((x) => textToJson(asText(x))),
  etl_text_of_bool: strict((x) => (asInteger(x) === 0n ? 'false' : 'true')),
  etl_text_of_float: strict((x) => floatText(asFloat(x))),
};
