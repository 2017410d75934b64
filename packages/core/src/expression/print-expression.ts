import { unreachable } from '../errors/invariant.ts';
import { printColumnType } from '../types/column-type.ts';
import type {
  BinaryOperator,
  CallExpression,
  Expression,
  FrameBound,
  LiteralExpression,
  OrderKey,
  WindowExpression,
} from './ast.ts';
import { printName, printText } from './names.ts';
import { printPeriod } from './period.ts';

/** Loosest first; a child prints in parentheses when it binds no tighter than its place asks. */
const levels = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  additive: 6,
  multiplicative: 7,
  unary: 8,
  primary: 9,
} as const;

const operators: Readonly<Record<BinaryOperator, { text: string; level: number }>> = {
  or: { text: 'OR', level: levels.or },
  and: { text: 'AND', level: levels.and },
  eq: { text: '=', level: levels.comparison },
  ne: { text: '<>', level: levels.comparison },
  lt: { text: '<', level: levels.comparison },
  le: { text: '<=', level: levels.comparison },
  gt: { text: '>', level: levels.comparison },
  ge: { text: '>=', level: levels.comparison },
  concat: { text: '||', level: levels.concat },
  add: { text: '+', level: levels.additive },
  subtract: { text: '-', level: levels.additive },
  multiply: { text: '*', level: levels.multiplicative },
  divide: { text: '/', level: levels.multiplicative },
  modulo: { text: '%', level: levels.multiplicative },
};

/**
 * The canonical text: `parseExpression` reads it back as an equal tree, and printing that gives
 * the same text. Key words are upper case, parentheses appear only where they are needed.
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression);
    case 'column': {
      const name = printName(expression.name);
      return expression.table === undefined ? name : `${printName(expression.table)}.${name}`;
    }
    case 'parameter':
      return `:${expression.name}`;
    case 'unary':
      return expression.op === 'not'
        ? `NOT ${at(levels.not, expression.operand)}`
        : `-${printNegated(expression.operand)}`;
    case 'binary': {
      const { text, level } = operators[expression.op];
      const left = at(level === levels.comparison ? level + 1 : level, expression.left);
      return `${left} ${text} ${at(level + 1, expression.right)}`;
    }
    case 'case':
      return printCase(expression.branches, expression.otherwise);
    case 'cast':
      return `CAST(${printExpression(expression.operand)} AS ${printColumnType(expression.to)})`;
    case 'in':
      return `${beside(expression.operand)}${not(expression)} IN (${printAll(expression.items)})`;
    case 'between':
      return `${beside(expression.operand)}${not(expression)} BETWEEN ${beside(expression.low)} AND ${beside(expression.high)}`;
    case 'like': {
      const word = expression.caseInsensitive ? 'ILIKE' : 'LIKE';
      return `${beside(expression.operand)}${not(expression)} ${word} ${beside(expression.pattern)}`;
    }
    case 'is_null':
      return `${beside(expression.operand)} IS${not(expression)} NULL`;
    case 'in_period':
      return `${beside(expression.operand)} IN PERIOD ${printText(printPeriod(expression.period))}`;
    case 'call':
      return printCall(expression);
    case 'window':
      return printWindow(expression);
    default:
      return unreachable(expression);
  }
}

function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return operators[expression.op].level;
    case 'unary':
      return expression.op === 'not' ? levels.not : levels.unary;
    case 'in':
    case 'between':
    case 'like':
    case 'is_null':
    case 'in_period':
      return levels.comparison;
    default:
      return levels.primary;
  }
}

function at(level: number, expression: Expression): string {
  const text = printExpression(expression);
  return levelOf(expression) < level ? `(${text})` : text;
}

/** An operand of a predicate. */
function beside(expression: Expression): string {
  return at(levels.concat, expression);
}

/** `-5` would read back as a literal, and `--` as a comment, so those get parentheses. */
function printNegated(operand: Expression): string {
  const bare = levelOf(operand) === levels.primary && !isNumber(operand);
  return bare ? printExpression(operand) : `(${printExpression(operand)})`;
}

function isNumber(expression: Expression): boolean {
  return (
    expression.kind === 'literal' &&
    (expression.type === 'integer' || expression.type === 'decimal')
  );
}

function not(expression: { readonly negated: boolean }): string {
  return expression.negated ? ' NOT' : '';
}

function printAll(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ');
}

function printLiteral(literal: LiteralExpression): string {
  switch (literal.type) {
    case 'null':
      return 'NULL';
    case 'bool':
      return literal.value ? 'TRUE' : 'FALSE';
    case 'integer':
    case 'decimal':
      return literal.value;
    case 'text':
      return printText(literal.value);
    case 'interval':
      return `INTERVAL ${literal.amount} ${literal.unit.toUpperCase()}`;
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return `${literal.type.toUpperCase()} ${printText(literal.value)}`;
    default:
      return unreachable(literal);
  }
}

function printCase(
  branches: readonly { readonly when: Expression; readonly then: Expression }[],
  otherwise: Expression | undefined,
): string {
  const whens = branches.map(
    ({ when, then }) => ` WHEN ${printExpression(when)} THEN ${printExpression(then)}`,
  );
  const rest = otherwise === undefined ? '' : ` ELSE ${printExpression(otherwise)}`;
  return `CASE${whens.join('')}${rest} END`;
}

function printCall(call: CallExpression): string {
  const star = call.name === 'count' && call.args.length === 0 && call.distinct !== true;
  const distinct = call.distinct === true ? 'DISTINCT ' : '';
  const text = `${call.name}(${star ? '*' : `${distinct}${printAll(call.args)}`})`;
  const { filter } = call;
  return filter === undefined ? text : `${text} FILTER (WHERE ${printExpression(filter)})`;
}

function printWindow({ call, partitionBy, orderBy, frame }: WindowExpression): string {
  const parts: string[] = [];
  if (partitionBy.length > 0) parts.push(`PARTITION BY ${printAll(partitionBy)}`);
  if (orderBy.length > 0) parts.push(`ORDER BY ${orderBy.map(printOrderKey).join(', ')}`);
  if (frame !== undefined) {
    const start = printBound(frame.start, 'PRECEDING');
    parts.push(`ROWS BETWEEN ${start} AND ${printBound(frame.end, 'FOLLOWING')}`);
  }
  return `${printCall(call)} OVER (${parts.join(' ')})`;
}

function printOrderKey({ by, direction, nulls }: OrderKey): string {
  const descending = direction === 'desc' ? ' DESC' : '';
  return `${printExpression(by)}${descending}${nulls === 'first' ? ' NULLS FIRST' : ''}`;
}

function printBound(bound: FrameBound, unboundedSide: string): string {
  if (bound.kind === 'current') return 'CURRENT ROW';
  if (bound.kind === 'unbounded') return `UNBOUNDED ${unboundedSide}`;
  return bound.rows < 0 ? `${-bound.rows} PRECEDING` : `${bound.rows} FOLLOWING`;
}
