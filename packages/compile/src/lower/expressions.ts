import type { BinaryOperator, ColumnType, Expression } from '@ai-etl/core';

/** Makers of the expressions that ops are lowered to. */

export function textLiteral(value: string): Expression {
  return { kind: 'literal', type: 'text', value };
}

export function integerLiteral(value: number): Expression {
  return { kind: 'literal', type: 'integer', value: String(value) };
}

export function column(name: string, table?: string): Expression {
  return table === undefined ? { kind: 'column', name } : { kind: 'column', table, name };
}

export function call(name: string, ...args: readonly Expression[]): Expression {
  return { kind: 'call', name, args };
}

export function binary(op: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', op, left, right };
}

export function cast(operand: Expression, to: ColumnType): Expression {
  return { kind: 'cast', operand, to };
}

/** All conditions, joined by AND; TRUE when there are none. */
export function allOf(conditions: readonly Expression[]): Expression {
  const [first, ...rest] = conditions;
  if (first === undefined) return { kind: 'literal', type: 'bool', value: true };
  return rest.reduce<Expression>((all, one) => binary('and', all, one), first);
}

/** `CASE WHEN … THEN … ELSE … END`; without the last, NULL. */
export function either(
  branches: readonly { readonly when: Expression; readonly value: Expression }[],
  otherwise?: Expression,
): Expression {
  return {
    kind: 'case',
    // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
    branches: branches.map(({ when, value }) => ({ when, then: value })),
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

/** A value written as text, as a constant of the type; the text has been checked by resolving. */
export function constantOf(text: string, type: ColumnType): Expression {
  switch (type.kind) {
    case 'text':
      return textLiteral(text);
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return { kind: 'literal', type: 'integer', value: text };
    case 'decimal':
      return { kind: 'literal', type: text.includes('.') ? 'decimal' : 'integer', value: text };
    case 'bool':
      return { kind: 'literal', type: 'bool', value: text === 'true' };
    default:
      return cast(textLiteral(text), type);
  }
}
