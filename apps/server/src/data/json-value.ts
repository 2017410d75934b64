import type { ColumnType } from '@ai-etl/core';

/** How a value looks in an answer: what JSON can hold exactly, and text for the rest. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
interface JsonObject {
  readonly [name: string]: JsonValue;
}

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
    case 'timestamp':
      return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text) ? text.replace(' ', 'T') : text;
    default:
      return text;
  }
}

/** `2024-01-26 10:00:00.5+00` as `2024-01-26T10:00:00.5Z`; what RFC 3339 cannot say stays as it is. */
function instantText(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00(?::00)?)?$/.exec(text);
  return match === null ? text : `${match[1]}T${match[2]}Z`;
}
