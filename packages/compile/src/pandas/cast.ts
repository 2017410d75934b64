import { unreachable, type CastExpression, type ColumnType, type Expression } from '@ai-etl/core';
import type { ExpressionType } from '../expression/infer-expression-type.ts';

const integerBits: Readonly<Record<'int8' | 'int16' | 'int32' | 'int64', number>> = {
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
};

/** A cast of Python text to a column type. */
export function printCast(
  text: string,
  { operand, to }: CastExpression,
  scope: { readonly typeOf: (expression: Expression) => ExpressionType },
): string {
  const from = scope.typeOf(operand).type;
  switch (to.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return `to_integer(${text}, ${integerBits[to.kind]})`;
    case 'decimal':
      return to.precision === undefined
        ? `to_decimal(${text})`
        : `to_decimal(${text}, ${to.precision}, ${to.scale ?? 0})`;
    case 'float32':
      return `to_float32(${text})`;
    case 'float64':
      return `to_float(${text})`;
    case 'bool':
      return `to_bool(${text})`;
    case 'text':
      return `to_text(${text}${scaleOf(from)})`;
    case 'date':
      return `to_date(${text})`;
    case 'time':
      return `to_time(${text})`;
    case 'timestamp':
      return `to_timestamp(${text})`;
    case 'timestamptz':
      return `to_timestamptz(${text})`;
    case 'uuid':
      return `to_uuid(${text})`;
    case 'json':
      return `to_json(${text})`;
    case 'bytes':
    case 'list':
      return text;
    default:
      return unreachable(to);
  }
}

function scaleOf(type: ColumnType | null): string {
  return type?.kind === 'decimal' && type.scale !== undefined ? `, ${type.scale}` : '';
}
