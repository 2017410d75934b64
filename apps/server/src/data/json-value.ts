import { z } from 'zod';
import type { ColumnType } from '@ai-etl/core';

/** How a value looks in an answer: what JSON can hold exactly, and text for the rest. */
export type JsonValue = z.infer<typeof JsonText>;

const JsonText = z.json();

/**
 * The JSON of a value that a connector's `sample` or `profile` gave as text: integers that a JSON
 * reader keeps exactly are numbers, larger ones and decimals stay text; instants are RFC 3339 in
 * UTC; NaN and infinities stay text.
 */
export function jsonValue(text: string | null, type: ColumnType): JsonValue {
  if (text === null) return null;
  switch (type.kind) {
    case 'bool':
      return text === 't' || text === 'true';
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64': {
      const number = Number(text);
      return Number.isSafeInteger(number) ? number : text;
    }
    case 'float32':
    case 'float64': {
      const number = Number(text);
      return Number.isFinite(number) ? number : text;
    }
    case 'timestamptz':
      return instantText(text);
    case 'json':
    case 'list':
      return parsedJson(text);
    case 'timestamp':
      return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text)
        ? withoutZeros(text.replace(' ', 'T'))
        : text;
    default:
      return text;
  }
}

/** `2024-01-26 10:00:00.5+00` as `2024-01-26T10:00:00.5Z`; what RFC 3339 cannot say stays as it is. */
function instantText(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00(?::00)?)?$/.exec(text);
  return match === null ? text : `${match[1]}T${withoutZeros(match[2] ?? '')}Z`;
}

/** `10:00:00.500000` as `10:00:00.5`. */
function withoutZeros(time: string): string {
  return time.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** The JSON itself, unless a number in it has more digits than a JSON reader keeps, or it was cut. */
function parsedJson(text: string): JsonValue {
  if (/\d{16}/.test(text)) return text;
  try {
    return JsonText.parse(JSON.parse(text));
  } catch {
    return text;
  }
}
