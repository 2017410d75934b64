import type { ColumnType } from '@ai-etl/core';
import { daysMs } from '../values/sums.ts';

/** How values of a type are compared and kept: as integers or floats of 8 bytes, or as texts. */
export type ValueOrder =
  | {
      readonly kept: 'integers';
      key(text: string): bigint;
      text(key: bigint): string;
      /** What mean and spread are taken of. */
      number(key: bigint): number;
    }
  | {
      readonly kept: 'floats';
      key(text: string): number;
      text(key: number): string;
      number(key: number): number;
    }
  | {
      readonly kept: 'texts';
      compare(left: string, right: string): number;
      number(text: string): number;
    };

const dayMs = 86_400_000;
/** Digits of an integer of 64 bits that may all be nines. */
const integerDigits = 18;

/** The order of a type's texts, as readingOf gives them; texts of other types have their own. */
export function valueOrderOf(type: ColumnType): ValueOrder {
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return { kept: 'integers', key: BigInt, text: String, number: Number };
    case 'float32':
    case 'float64':
      return { kept: 'floats', key: Number, text: String, number: (key) => key };
    case 'date':
      return {
        kept: 'floats',
        key: (text) => daysMs(text) / dayMs,
        text: (days) => new Date(days * dayMs).toISOString().slice(0, 10),
        number: (days) => days,
      };
    case 'timestamp':
    case 'timestamptz':
      return { kept: 'integers', key: microsOf, text: momentOf, number: Number };
    case 'decimal':
      return decimalOrder(type.precision, type.scale ?? 0);
    default:
      return {
        kept: 'texts',
        compare: (left, right) => (left < right ? -1 : Number(left > right)),
        number: Number,
      };
  }
}

function decimalOrder(precision: number | undefined, scale: number): ValueOrder {
  if (precision === undefined || precision > integerDigits) {
    return { kept: 'texts', compare: compareDecimals, number: Number };
  }
  return {
    kept: 'integers',
    key: (text) => BigInt(text.replace('.', '')),
    text: (units) => {
      const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
      const whole = `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}`;
      return scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`;
    },
    number: (units) => Number(units) / 10 ** scale,
  };
}

/** Order of decimal texts without leading zeros. Their digits are never made a number: they may be very many. */
export function compareDecimals(left: string, right: string): number {
  const isNegative = left.startsWith('-');
  if (isNegative !== right.startsWith('-')) return isNegative ? -1 : 1;
  const [one, other] = isNegative ? [right.slice(1), left.slice(1)] : [left, right];
  const longer = wholeDigits(one) - wholeDigits(other);
  if (longer !== 0) return longer;
  return one < other ? -1 : Number(one > other);
}

function wholeDigits(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? text.length : point;
}

/** Microseconds since 1970 of `YYYY-MM-DD HH:MM:SS[.ffffff]`. */
function microsOf(text: string): bigint {
  const [hours, minutes, seconds] = [text.slice(11, 13), text.slice(14, 16), text.slice(17, 19)];
  const ms = daysMs(text) + 1000 * (3600 * Number(hours) + 60 * Number(minutes) + Number(seconds));
  const whole = BigInt(ms) * 1000n;
  return text.length > 20 ? whole + BigInt(text.slice(20).padEnd(6, '0')) : whole;
}

function momentOf(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, 19);
  const shown = fraction === 0n ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  return `${seconds.replace('T', ' ')}${shown}`;
}
