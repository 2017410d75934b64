import { isInteger, isNumeric, type CatalogColumn, type Expression } from '@ai-etl/core';
import type { Scalar } from '../ir/index.ts';

/** A value as a literal of its column's type; null when it cannot be one. */
export function toLiteral(value: Scalar, column: CatalogColumn): Expression | null {
  if (value.type === 'parameter') return { kind: 'parameter', name: value.value };
  const { type } = column;
  if (type.kind === 'bool') return toBool(value);
  if (isNumeric(type)) return toNumber(value, isInteger(type));
  switch (type.kind) {
    case 'date':
      return value.type === 'date'
        ? { kind: 'literal', type: 'date', value: value.value.slice(0, 10) }
        : null;
    case 'timestamp':
    case 'timestamptz':
      return value.type === 'date'
        ? { kind: 'literal', type: type.kind, value: momentOf(value.value) }
        : null;
    default:
      return { kind: 'literal', type: 'text', value: String(value.value) };
  }
}

/** The day after an ISO date, as a literal of the column's type: the open end of a whole day. */
export function dayAfter(value: Scalar, column: CatalogColumn): Expression | null {
  if (value.type !== 'date') return null;
  const next = new Date(`${value.value.slice(0, 10)}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return toLiteral({ type: 'date', value: next.toISOString().slice(0, 10) }, column);
}

function momentOf(iso: string): string {
  const [date = iso, time = '00:00:00'] = iso.split(' ');
  return `${date} ${time.length === 5 ? `${time}:00` : time}`;
}

function toBool(value: Scalar): Expression | null {
  const text = String(value.value).toLowerCase();
  if (['true', 'yes', '1', 'да'].includes(text))
    return { kind: 'literal', type: 'bool', value: true };
  if (['false', 'no', '0', 'нет'].includes(text))
    return { kind: 'literal', type: 'bool', value: false };
  return null;
}

function toNumber(value: Scalar, integer: boolean): Expression | null {
  const text = String(value.value);
  if (!/^-?\d+(?:\.\d+)?$/u.test(text)) return null;
  const whole = /^-?\d+$/u.test(text);
  const magnitude = text.startsWith('-') ? text.slice(1) : text;
  const literal: Expression = {
    kind: 'literal',
    type: whole ? 'integer' : 'decimal',
    value: magnitude,
  };
  if (!whole && integer && /\.0+$/u.test(magnitude)) {
    return { kind: 'literal', type: 'integer', value: magnitude.replace(/\.0+$/u, '') };
  }
  return text.startsWith('-') ? { kind: 'unary', op: 'negate', operand: literal } : literal;
}
