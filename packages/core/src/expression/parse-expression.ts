import type { BinaryOperator, Expression } from './ast.ts';
import { parsePredicate } from './parse-predicate.ts';
import { parseList } from './parse-call.ts';
import { parseNegativeNumber } from './parse-literal.ts';
import { parsePrimary } from './parse-primary.ts';
import { parseType } from './parse-type.ts';
import { SyntaxTrouble, type ExpressionError } from './syntax-error.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokenize.ts';

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly error: ExpressionError };

/**
 * Reads the SQL-like text of one expression. Total: any text gives an expression or an error,
 * in time linear to its length; nothing is looked up, so unknown names are not its business.
 */
export function parseExpression(text: string): ParsedExpression {
  try {
    const reader = new TokenReader(tokenize(text), parseOr);
    if (reader.peek().kind === 'end') throw new SyntaxTrouble('The expression is empty.', 0);
    const expression = parseOr(reader);
    if (reader.peek().kind !== 'end') reader.fail('Expected the end', trailingHint(reader));
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof SyntaxTrouble) return { ok: false, error: error.detail };
    throw error;
  }
}

// Precedence, loosest first: OR, AND, NOT, comparisons, ||, + -, * / %, unary -, ::

function parseOr(reader: TokenReader): Expression {
  let left = parseAnd(reader);
  while (reader.takeWords('or')) left = binary(reader, 'or', left, parseAnd(reader));
  return left;
}

function parseAnd(reader: TokenReader): Expression {
  let left = parseNot(reader);
  while (reader.takeWords('and')) left = binary(reader, 'and', left, parseNot(reader));
  return left;
}

function parseNot(reader: TokenReader): Expression {
  if (!reader.takeWords('not')) return parseComparison(reader);
  const operand = reader.nested(() => parseNot(reader));
  return reader.build({ kind: 'unary', op: 'not', operand }, [operand]);
}

const comparisons: ReadonlyMap<string, BinaryOperator> = new Map([
  ['=', 'eq'],
  ['<>', 'ne'],
  ['!=', 'ne'],
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
]);

function parseComparison(reader: TokenReader): Expression {
  const left = parseConcat(reader);
  const op = symbolOperator(reader, comparisons);
  const result =
    op === undefined
      ? parsePredicate(reader, left, { operand: parseConcat, list: parseList })
      : binary(reader, op, left, parseConcat(reader));
  if (result !== left && symbolOperator(reader, comparisons, false) !== undefined) {
    reader.fail('Expected AND or OR', 'comparisons cannot be chained: write a < b AND b < c');
  }
  return result;
}

const concat: ReadonlyMap<string, BinaryOperator> = new Map([['||', 'concat']]);
const additive: ReadonlyMap<string, BinaryOperator> = new Map([
  ['+', 'add'],
  ['-', 'subtract'],
]);
const multiplicative: ReadonlyMap<string, BinaryOperator> = new Map([
  ['*', 'multiply'],
  ['/', 'divide'],
  ['%', 'modulo'],
]);

function parseConcat(reader: TokenReader): Expression {
  return parseChain(reader, concat, parseAdditive);
}

function parseAdditive(reader: TokenReader): Expression {
  return parseChain(reader, additive, parseMultiplicative);
}

function parseMultiplicative(reader: TokenReader): Expression {
  return parseChain(reader, multiplicative, parseUnary);
}

/** Left-associative: `a - b - c` is `(a - b) - c`. */
function parseChain(
  reader: TokenReader,
  operators: ReadonlyMap<string, BinaryOperator>,
  parseOperand: (reader: TokenReader) => Expression,
): Expression {
  let left = parseOperand(reader);
  for (;;) {
    const op = symbolOperator(reader, operators);
    if (op === undefined) return left;
    left = binary(reader, op, left, parseOperand(reader));
  }
}

function parseUnary(reader: TokenReader): Expression {
  const number = parseNegativeNumber(reader);
  if (number !== undefined) return parseCasts(reader, number);
  if (reader.takeSymbol('+')) return reader.nested(() => parseUnary(reader));
  if (!reader.takeSymbol('-')) return parseCasts(reader, parsePrimary(reader));
  const operand = reader.nested(() => parseUnary(reader));
  return reader.build({ kind: 'unary', op: 'negate', operand }, [operand]);
}

function parseCasts(reader: TokenReader, operand: Expression): Expression {
  let result = operand;
  while (reader.takeSymbol('::')) {
    result = reader.build({ kind: 'cast', operand: result, to: parseType(reader) }, [result]);
  }
  return result;
}

function binary(
  reader: TokenReader,
  op: BinaryOperator,
  left: Expression,
  right: Expression,
): Expression {
  return reader.build({ kind: 'binary', op, left, right }, [left, right]);
}

function symbolOperator(
  reader: TokenReader,
  operators: ReadonlyMap<string, BinaryOperator>,
  take = true,
): BinaryOperator | undefined {
  const token = reader.peek();
  const op = token.kind === 'symbol' ? operators.get(token.value) : undefined;
  if (op !== undefined && take) reader.take();
  return op;
}

function trailingHint(reader: TokenReader): string | undefined {
  const token = reader.peek();
  if (token.kind === 'word' && /^(from|where|group|order|limit|union)$/i.test(token.value)) {
    return 'an expression is a single value; clauses are steps of their own';
  }
  if (token.kind === 'word' && token.value.toLowerCase() === 'as') {
    return 'the name of the result belongs in the step, not in the expression';
  }
  if (token.kind === 'symbol' && token.value === ')') return 'there is one ) too many';
  return 'an operator such as AND, = or + is missing before it';
}
