import type { ColumnType } from '@ai-etl/core';

const wholeDigits = { int8: 3, int16: 5, int32: 10, int64: 19 } as const;

/** The least and the greatest integer of each type. */
export const integerRange = {
  int8: ['-128', '127'],
  int16: ['-32768', '32767'],
  int32: ['-2147483648', '2147483647'],
  int64: ['-9223372036854775808', '9223372036854775807'],
} as const;

const date = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const clock = '([01][0-9]|2[0-3]):[0-5][0-9]';
const time = `${clock}(:[0-5][0-9]([.][0-9]{1,6}0*)?)?`;

/**
 * How a text spells a value of a type, as a regular expression that every system reads alike; undefined
 * where texts are no values of the type. It says all but the range of integers, the days of a month and
 * whether JSON is whole. Digits after the point that a decimal does not keep must be zeros. Pure.
 */
export function spellingOf(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return `^[+-]?0*[0-9]{1,${wholeDigits[type.kind]}}$`;
    case 'decimal': {
      if (type.precision === undefined) return '^[+-]?[0-9]{1,200}([.][0-9]{1,200})?$';
      const { precision, scale = 0 } = type;
      const whole = precision === scale ? '0+' : `0*[0-9]{1,${precision - scale}}`;
      const fraction = scale === 0 ? '0+' : `[0-9]{1,${scale}}0*`;
      return `^[+-]?${whole}([.]${fraction})?$`;
    }
    case 'float32':
    case 'float64':
      return '^[+-]?[0-9]{1,200}([.][0-9]{1,200})?([eE][+-]?[0-9]{1,3})?$';
    case 'bool':
      return '^(t|f|[Tt]rue|[Ff]alse|TRUE|FALSE)$';
    case 'date':
      return `^${date}$`;
    case 'time':
      return `^${time}$`;
    case 'timestamp':
      return `^${date}[ T]${time}$`;
    case 'timestamptz':
      return `^${date}[ T]${time}(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)?$`;
    case 'uuid':
      return '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
    default:
      return undefined;
  }
}
