import {
  unreachable,
  type BinaryExpression,
  type BinaryOperator,
  type CallExpression,
  type CaseExpression,
  type ColumnType,
  type Expression,
  type FrameBound,
  type OrderKey,
  type WindowExpression,
} from '@ai-etl/core';
import type { ExpressionType } from '../expression/infer-expression-type.ts';
import { isConstant } from '../relation/block.ts';
import type { Dialect, ExpressionPrinter } from './dialect.ts';
import { atLeast, atom, precedence, type Fragment } from './fragment.ts';

export interface PrinterOptions {
  readonly dialect: Dialect;
  readonly typeOf: (expression: Expression) => ExpressionType;
  /** Prints a column reference. */
  readonly column: (table: string | undefined, name: string) => Fragment;
  readonly report: (what: string, hint?: string) => void;
  /** Prints an expression in another way than its kind asks for. */
  readonly instead?: ((expression: Expression) => Fragment | undefined) | undefined;
}

/** Makes the printer of one block's expressions. */
export function createPrinter(options: PrinterOptions): ExpressionPrinter {
  const { dialect } = options;
  const printer: ExpressionPrinter = {
    dialect,
    fragment: (expression) =>
      options.instead?.(expression) ?? printNode(expression, printer, options),
    print: (expression, least = 0) => atLeast(printer.fragment(expression), least),
    typeOf: options.typeOf,
    unsupported(what, hint) {
      options.report(what, hint);
      return atom('NULL');
    },
  };
  return printer;
}

function printNode(
  expression: Expression,
  printer: ExpressionPrinter,
  options: PrinterOptions,
): Fragment {
  const { dialect } = printer;
  const { comparison } = precedence;
  switch (expression.kind) {
    case 'literal':
      return dialect.literal(expression, printer);
    case 'column':
      return options.column(expression.table, expression.name);
    case 'parameter':
      return (
        dialect.variable?.(expression.name) ??
        printer.unsupported('a variable', 'give its parameter a value instead')
      );
    case 'in_period':
      return printer.unsupported(`an unbound ${expression.kind}`);
    case 'unary':
      return dialect.overrides.unary?.(expression, printer) ?? printUnary(expression, printer);
    case 'binary':
      return dialect.overrides.binary?.(expression, printer) ?? printBinary(expression, printer);
    case 'case':
      return printCase(expression, printer);
    case 'cast':
      return dialect.cast(
        {
          operand: expression.operand,
          from: printer.typeOf(expression.operand),
          to: expression.to,
        },
        printer,
      );
    case 'in': {
      const exact = dialect.overrides.in?.(expression, printer);
      if (exact !== undefined) return exact;
      const [first = expression.operand, ...rest] = meet(
        [expression.operand, ...expression.items],
        printer,
      );
      const items = rest.map((item) => printer.print(item)).join(', ');
      const operand = printer.print(first, comparison + 1);
      return {
        text: `${operand} ${expression.negated ? 'NOT IN' : 'IN'} (${items})`,
        precedence: comparison,
      };
    }
    case 'between': {
      const [operand, low, high] = meet(
        [expression.operand, expression.low, expression.high],
        printer,
      ).map((one) => atLeast(ordered(one, printer), comparison + 1));
      const keyword = expression.negated ? 'NOT BETWEEN' : 'BETWEEN';
      return { text: `${operand} ${keyword} ${low} AND ${high}`, precedence: comparison };
    }
    case 'like': {
      const exact = dialect.overrides.like?.(expression, printer);
      if (exact !== undefined) return exact;
      const operand = printer.print(expression.operand, comparison + 1);
      const pattern = printer.print(expression.pattern, comparison + 1);
      const keyword = `${expression.negated ? 'NOT ' : ''}${expression.caseInsensitive ? 'ILIKE' : 'LIKE'}`;
      return { text: `${operand} ${keyword} ${pattern}`, precedence: comparison };
    }
    case 'is_null': {
      const operand = printer.print(expression.operand, comparison + 1);
      return {
        text: `${operand} IS ${expression.negated ? 'NOT ' : ''}NULL`,
        precedence: comparison,
      };
    }
    case 'call':
      return printCall(expression, printer, '');
    case 'window':
      return printWindow(expression, printer);
    default:
      return unreachable(expression);
  }
}

function printUnary(
  expression: Extract<Expression, { kind: 'unary' }>,
  printer: ExpressionPrinter,
): Fragment {
  if (expression.op === 'not') {
    return {
      text: `NOT ${printer.print(expression.operand, precedence.not)}`,
      precedence: precedence.not,
    };
  }
  // Tighter than itself: `- -1` must never print as a comment.
  return {
    text: `-${printer.print(expression.operand, precedence.negate + 1)}`,
    precedence: precedence.negate,
  };
}

const operators: Readonly<Record<BinaryOperator, { text: string; precedence: number }>> = {
  or: { text: 'OR', precedence: precedence.or },
  and: { text: 'AND', precedence: precedence.and },
  eq: { text: '=', precedence: precedence.comparison },
  ne: { text: '<>', precedence: precedence.comparison },
  lt: { text: '<', precedence: precedence.comparison },
  le: { text: '<=', precedence: precedence.comparison },
  gt: { text: '>', precedence: precedence.comparison },
  ge: { text: '>=', precedence: precedence.comparison },
  concat: { text: '||', precedence: precedence.concat },
  add: { text: '+', precedence: precedence.additive },
  subtract: { text: '-', precedence: precedence.additive },
  multiply: { text: '*', precedence: precedence.multiplicative },
  divide: { text: '/', precedence: precedence.multiplicative },
  modulo: { text: '%', precedence: precedence.multiplicative },
};

const orderOperators: ReadonlySet<BinaryOperator> = new Set(['lt', 'le', 'gt', 'ge']);

/** The shared text of a binary operation: left-associative, comparisons never chain. */
export function printBinary(expression: BinaryExpression, printer: ExpressionPrinter): Fragment {
  const operator = operators[expression.op];
  const isComparison = operator.precedence === precedence.comparison;
  if (isComparison) {
    const [left = expression.left, right = expression.right] = meet(
      [expression.left, expression.right],
      printer,
    );
    if (left !== expression.left || right !== expression.right) {
      return printBinary({ ...expression, left, right }, printer);
    }
  }
  const side = (one: Expression) =>
    orderOperators.has(expression.op) ? ordered(one, printer) : printer.fragment(one);
  const left = atLeast(side(expression.left), operator.precedence + (isComparison ? 1 : 0));
  const right = atLeast(side(expression.right), operator.precedence + 1);
  return { text: `${left} ${operator.text} ${right}`, precedence: operator.precedence };
}

/** A date that is compared with a moment becomes one: midnight in UTC, not in the session's zone. */
function meet(
  expressions: readonly Expression[],
  printer: ExpressionPrinter,
): readonly Expression[] {
  const types = expressions.map((one) => printer.typeOf(one).type);
  const moment = types.find((type) => type?.kind === 'timestamp' || type?.kind === 'timestamptz');
  if (moment === undefined || moment === null) {
    return printer.dialect.overrides.meet?.(expressions, printer) ?? expressions;
  }
  return expressions.map((operand, index) =>
    types[index]?.kind === 'date' ? { kind: 'cast', operand, to: moment } : operand,
  );
}

/** Keys as they are printed, each with what its dialect wants beside it. */
export function withFurtherKeys(
  keys: readonly Expression[],
  printer: ExpressionPrinter,
  print: (key: Expression) => string,
): readonly string[] {
  const { furtherKeys } = printer.dialect.overrides;
  return keys.flatMap((key) => [print(key), ...(furtherKeys?.(key, printer) ?? [])]);
}

function keyed(expression: Expression, printer: ExpressionPrinter): Fragment {
  return printer.dialect.overrides.key?.(expression, printer) ?? printer.fragment(expression);
}

function ordered(expression: Expression, printer: ExpressionPrinter): Fragment {
  return printer.dialect.overrides.ordered?.(expression, printer) ?? printer.fragment(expression);
}

/** Branches are brought to the common type first: dialects disagree about which one that is. */
function printCase(expression: CaseExpression, printer: ExpressionPrinter): Fragment {
  const { type } = printer.typeOf(expression);
  const branches = expression.branches.map(
    ({ when, then }) => `WHEN ${printer.print(when)} THEN ${printAs(then, type, printer)}`,
  );
  const otherwise =
    expression.otherwise === undefined
      ? ''
      : ` ELSE ${printAs(expression.otherwise, type, printer)}`;
  return atom(`CASE ${branches.join(' ')}${otherwise} END`);
}

/** An expression, cast when its type is another than the one that is asked for. */
export function printAs(
  expression: Expression,
  type: ColumnType | null,
  printer: ExpressionPrinter,
  least = 0,
): string {
  const own = printer.typeOf(expression).type;
  const same = own === null || type === null || printer.dialect.isSameType(own, type);
  return same
    ? printer.print(expression, least)
    : printer.print({ kind: 'cast', operand: expression, to: type }, least);
}

function printCall(call: CallExpression, printer: ExpressionPrinter, over: string): Fragment {
  const { functions } = printer.dialect;
  const print = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined;
  return print === undefined
    ? printer.unsupported(`the function ${call.name}`)
    : print(call, printer, over);
}

function printWindow(expression: WindowExpression, printer: ExpressionPrinter): Fragment {
  const parts: string[] = [];
  const { wholePartition } = printer.dialect.overrides;
  const by = [...expression.partitionBy, ...expression.orderBy.map((key) => key.by)];
  if (wholePartition !== undefined && by.every((one) => isConstant(one))) {
    parts.push(`PARTITION BY ${wholePartition}`);
  } else if (expression.partitionBy.length > 0) {
    const keys = withFurtherKeys(
      expression.partitionBy,
      printer,
      (one) => keyed(one, printer).text,
    );
    parts.push(`PARTITION BY ${keys.join(', ')}`);
  }
  if (expression.orderBy.length > 0) {
    parts.push(`ORDER BY ${printOrder(expression.orderBy, printer)}`);
  }
  if (expression.frame !== undefined) {
    const { start, end } = expression.frame;
    parts.push(`ROWS BETWEEN ${bound(start, 'PRECEDING')} AND ${bound(end, 'FOLLOWING')}`);
  }
  return printCall(expression.call, printer, ` OVER (${parts.join(' ')})`);
}

/** Offsets count from the current row: negative ones precede it. */
function bound(one: FrameBound, unboundedSide: 'PRECEDING' | 'FOLLOWING'): string {
  switch (one.kind) {
    case 'unbounded':
      return `UNBOUNDED ${unboundedSide}`;
    case 'current':
      return 'CURRENT ROW';
    case 'offset':
      return one.rows < 0 ? `${-one.rows} PRECEDING` : `${one.rows} FOLLOWING`;
  }
}

/** Sort keys with their NULLs placed explicitly: dialects differ in the default. */
export function printOrder(keys: readonly OrderKey[], printer: ExpressionPrinter): string {
  return keys
    .map((key) => {
      const exact = printer.dialect.overrides.orderKey?.(key, printer);
      if (exact !== undefined) return exact;
      const by = ordered(key.by, printer).text;
      return `${by} ${key.direction.toUpperCase()} NULLS ${key.nulls.toUpperCase()}`;
    })
    .join(', ');
}
