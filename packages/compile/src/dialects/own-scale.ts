import type { Expression } from '@ai-etl/core';

/**
 * Whether a decimal's own scale is its type's, in databases that compute sums and products of
 * decimals without rounding: then a result column needs no cast.
 */
export function hasOwnScale(expression: Expression): boolean {
  switch (expression.kind) {
    case 'column':
    case 'cast':
    case 'literal':
      return true;
    case 'unary':
      return hasOwnScale(expression.operand);
    case 'binary': {
      const keeps = ['add', 'subtract', 'multiply'].includes(expression.op);
      return keeps && hasOwnScale(expression.left) && hasOwnScale(expression.right);
    }
    case 'call': {
      const keeps = ['sum', 'min', 'max', 'abs', 'floor', 'ceil'].includes(expression.name);
      return keeps && expression.args.every(hasOwnScale);
    }
    default:
      return false;
  }
}
