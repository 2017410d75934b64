import type { ColumnType } from '../types/column-type.ts';

const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$|^nan$|^[-+]?inf(?:inity)?$/i;
const day = /^[-+]?\d{4,6}-\d\d-\d\d|^[-+]?infinity$/i;

/**
 * Values that no value of the type is spelled as: a system that keeps any value in any column, as SQLite does, may
 * hold addresses in a column of numbers. Other types hold any text, or are not shown. Pure.
 */
export function foreignValues(type: ColumnType, values: readonly string[]): readonly string[] {
  const spelling = spellingOf(type);
  return spelling === null ? [] : values.filter((value) => !spelling.test(value));
}

function spellingOf({ kind }: ColumnType): RegExp | null {
  switch (kind) {
    case 'bool':
      return /^(?:t|f|true|false|0|1)$/i;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'decimal':
    case 'float32':
    case 'float64':
      return number;
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return day;
    case 'time':
      return /^\d\d:\d\d/;
    case 'uuid':
      return /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
    case 'text':
    case 'json':
    case 'list':
    case 'bytes':
      return null;
  }
}
