import type { FieldPacket } from 'mysql2';
import type { Schema } from '@ai-etl/core';
import { logicalType } from './types.ts';

const UNSIGNED = 32;
const ENUM = 256;
const SET = 2048;
const BINARY_CHARSET = 63;

/** Result columns as logical types. NULL is possible everywhere as far as we know. */
export function resultColumns(fields: readonly FieldPacket[]): Schema {
  return fields.map((field) => ({
    name: field.name,
    type: logicalType(nativeName(field)),
    nullable: true,
  }));
}

/** The type as information_schema would spell it. */
function nativeName(field: FieldPacket): string {
  const { columnLength: length = 0, decimals } = field;
  const flags = Number(field.flags);
  const isUnsigned = (flags & UNSIGNED) !== 0;
  const sign = isUnsigned ? ' unsigned' : '';
  const isBinary = field.characterSet === BINARY_CHARSET;
  switch (field.columnType) {
    case 1:
      return length === 1 && !isUnsigned ? 'tinyint(1)' : `tinyint${sign}`;
    case 2:
      return `smallint${sign}`;
    case 3:
      return `int${sign}`;
    case 4:
      return 'float';
    case 5:
      return 'double';
    case 8:
      return `bigint${sign}`;
    case 9:
      return `mediumint${sign}`;
    case 7:
      return 'timestamp';
    case 10:
    case 14:
      return 'date';
    case 11:
      return 'time';
    case 12:
      return 'datetime';
    case 13:
      return 'year';
    case 16:
      return `bit(${length})`;
    case 0:
    case 246: {
      // The length counts the point and, of signed ones, the sign.
      const digits = length - (decimals > 0 ? 1 : 0) - (isUnsigned ? 0 : 1);
      return `decimal(${digits},${decimals})`;
    }
    case 245:
      return 'json';
    case 242:
    case 255:
      return 'geometry';
    default:
      return (flags & (ENUM | SET)) === 0 && isBinary ? 'blob' : 'text';
  }
}
