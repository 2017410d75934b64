import {
  invariant,
  normalizeTemporal,
  printColumnType,
  printExpression,
  type ColumnType,
  type Expression,
} from '@ai-etl/core';
import { binary } from '../lower/expressions.ts';

/** Expressions that checks are made of, as trees; steps take their text. */

export function isNull(operand: Expression, negated = false): Expression {
  return { kind: 'is_null', operand, negated };
}

/** All joined by one operator; there is at least one. */
export function joined(op: 'and' | 'or', parts: readonly Expression[]): Expression {
  const [first, ...rest] = parts;
  invariant(first !== undefined, 'there is something to join');
  return rest.reduce((left, right) => binary(op, left, right), first);
}

/** A text of the spec as a value of a column's type. */
export function valueOf(text: string, type: ColumnType): Expression {
  switch (type.kind) {
    case 'bool':
      return { kind: 'literal', type: 'bool', value: text === 'true' };
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return signed(text, 'integer');
    case 'decimal':
      return signed(text, text.includes('.') ? 'decimal' : 'integer');
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz': {
      const value = normalizeTemporal(type.kind, text);
      invariant(
        value !== undefined,
        `resolving accepted only literals of ${printColumnType(type)}`,
      );
      return { kind: 'literal', type: type.kind, value };
    }
    case 'text':
      return { kind: 'literal', type: 'text', value: text };
    default:
      return { kind: 'cast', operand: { kind: 'literal', type: 'text', value: text }, to: type };
  }
}

export const textOf = printExpression;

/** Number literals have no sign of their own. */
function signed(text: string, type: 'integer' | 'decimal'): Expression {
  const digits = text.replace(/^-/, '').replace(/^0+(?=\d)/, '');
  const literal: Expression = { kind: 'literal', type, value: digits };
  return text.startsWith('-') ? { kind: 'unary', op: 'negate', operand: literal } : literal;
}
