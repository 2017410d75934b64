import { unreachable } from '../errors/invariant.ts';
import type { CallExpression, Expression } from './ast.ts';

/** Rebuilds an expression with `change` applied to each direct child. */
export function mapChildren(
  expression: Expression,
  change: (child: Expression) => Expression,
): Expression {
  switch (expression.kind) {
    case 'literal':
    case 'column':
    case 'parameter':
      return expression;
    case 'unary':
    case 'cast':
    case 'is_null':
    case 'in_period':
      return { ...expression, operand: change(expression.operand) };
    case 'binary':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map((branch) => ({
          when: change(branch.when),
          // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
          then: change(branch.then),
        })),
        ...(expression.otherwise && { otherwise: change(expression.otherwise) }),
      };
    case 'in':
      return {
        ...expression,
        operand: change(expression.operand),
        items: expression.items.map(change),
      };
    case 'between':
      return {
        ...expression,
        operand: change(expression.operand),
        low: change(expression.low),
        high: change(expression.high),
      };
    case 'like':
      return {
        ...expression,
        operand: change(expression.operand),
        pattern: change(expression.pattern),
      };
    case 'call':
      return mapCall(expression, change);
    case 'window':
      return {
        ...expression,
        call: mapCall(expression.call, change),
        partitionBy: expression.partitionBy.map(change),
        orderBy: expression.orderBy.map((key) => ({ ...key, by: change(key.by) })),
      };
    default:
      return unreachable(expression);
  }
}

function mapCall(call: CallExpression, change: (child: Expression) => Expression): CallExpression {
  return {
    ...call,
    args: call.args.map(change),
    ...(call.filter && { filter: change(call.filter) }),
  };
}

/** Calls `visit` on an expression and everything below it, parents first. */
export function walk(expression: Expression, visit: (one: Expression) => void): void {
  visit(expression);
  mapChildren(expression, (child) => {
    walk(child, visit);
    return child;
  });
}

/** True when any part of the expression satisfies the test. */
export function contains(expression: Expression, test: (one: Expression) => boolean): boolean {
  let found = false;
  walk(expression, (one) => {
    found ||= test(one);
  });
  return found;
}
