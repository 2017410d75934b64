import type {
  BinaryExpression,
  ColumnType,
  Expression,
  InExpression,
  LikeExpression,
  UnaryExpression,
} from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { callFragment, precedence, type Fragment } from '../fragment.ts';
import { familyOf } from './types.ts';

function family(expression: Expression, printer: ExpressionPrinter) {
  return familyOf(printer.typeOf(expression).type);
}

/** Arithmetic by functions; SQLite itself goes over to floats when an integer overflows. */
export function printBinary(
  expression: BinaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const { op, left, right } = expression;
  switch (op) {
    case 'add':
    case 'subtract':
    case 'multiply':
      return right.kind === 'literal' && right.type === 'interval'
        ? shift(left, op === 'subtract' ? -right.amount : right.amount, {
            unit: right.unit,
            printer,
          })
        : named(`etl_${family(expression, printer) ?? 'integer'}_${op}`, [left, right], printer);
    case 'divide':
      return named('etl_divide', [left, right], printer);
    case 'modulo':
      // Of integers SQLite's own is exact, and NULL for a divisor of 0.
      return family(expression, printer) === 'decimal'
        ? named('etl_decimal_modulo', [left, right], printer)
        : undefined;
    case 'eq':
    case 'ne': {
      const [one, other] = meetExactly([left, right], printer).map((operand) =>
        printOrdered(operand, printer),
      );
      return one === undefined || other === undefined
        ? undefined
        : {
            text: `${one.text} ${op === 'eq' ? '=' : '<>'} ${other.text}`,
            precedence: precedence.comparison,
          };
    }
    default:
      return undefined;
  }
}

function named(name: string, args: readonly Expression[], printer: ExpressionPrinter): Fragment {
  return callFragment(
    name,
    args.map((arg) => printer.print(arg)),
  );
}

/** A date or moment moved by so many units. */
export function shift(
  moment: Expression,
  amount: number | string,
  { unit, printer }: { readonly unit: string; readonly printer: ExpressionPrinter },
): Fragment {
  return callFragment('etl_date_add', [printer.print(moment), String(amount), `'${unit}'`]);
}

export function printUnary(
  { op, operand }: UnaryExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const kind = family(operand, printer);
  if (op !== 'negate' || kind === 'float' || kind === undefined) return undefined;
  return named(`etl_${kind}_negate`, [operand], printer);
}

/**
 * Operands that are compared: beside a float everything is one (SQLite would compare it with an
 * integer digit by digit), beside a decimal an integer is one.
 */
export function meetExactly(
  expressions: readonly Expression[],
  printer: ExpressionPrinter,
): readonly Expression[] {
  const families = new Set(expressions.map((one) => family(one, printer)));
  const to: ColumnType | undefined = families.has('float')
    ? { kind: 'float64' }
    : families.has('decimal')
      ? { kind: 'decimal' }
      : undefined;
  if (to === undefined) return expressions;
  const least = to.kind === 'decimal' ? 'decimal' : 'float';
  return expressions.map((operand) =>
    [least, undefined].includes(family(operand, printer)) ? operand : { kind: 'cast', operand, to },
  );
}

/** Decimals are texts: a key sorts and compares as they do. Other stored forms do so themselves. */
export function printOrdered(
  expression: Expression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  return family(expression, printer) === 'decimal'
    ? callFragment('etl_decimal_key', [printer.print(expression)])
    : undefined;
}

export function printIn(
  { operand, items, negated }: InExpression,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const [first, ...rest] = meetExactly([operand, ...items], printer).map(
    (one) => printOrdered(one, printer)?.text ?? printer.print(one),
  );
  const isDecimal = [operand, ...items].some((one) => family(one, printer) === 'decimal');
  if (!isDecimal) return undefined;
  return {
    text: `${first ?? 'NULL'} ${negated ? 'NOT IN' : 'IN'} (${rest.join(', ')})`,
    precedence: precedence.comparison,
  };
}

/** SQLite's LIKE ignores the case of ASCII letters. */
export function printLike(expression: LikeExpression, printer: ExpressionPrinter): Fragment {
  const name = expression.caseInsensitive ? 'etl_ilike' : 'etl_like';
  const call = named(name, [expression.operand, expression.pattern], printer);
  return expression.negated ? { text: `NOT ${call.text}`, precedence: precedence.not } : call;
}
