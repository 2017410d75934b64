import {
  isInteger,
  unreachable,
  type BinaryExpression,
  type CallExpression,
  type ColumnType,
  type Expression,
  type LiteralExpression,
  isAggregateFunction,
} from '@ai-etl/core';
import type { ExpressionType } from '../expression/infer-expression-type.ts';
import { printCast } from './cast.ts';
import { pythonList, pythonText } from './python.ts';

/** How one place names its columns, and what it knows of types. */
export interface PythonScope {
  /** `row["amount"]`. */
  readonly column: (table: string | undefined, name: string) => string;
  readonly typeOf: (expression: Expression) => ExpressionType;
}

/** An expression as Python over plain values, with SQL's meaning of NULL. */
export function printPython(expression: Expression, scope: PythonScope): string {
  const print = (one: Expression) => printPython(one, scope);
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression);
    case 'column':
      return scope.column(expression.table, expression.name);
    case 'parameter':
      return `parameter(${pythonText(expression.name)})`;
    case 'in_period':
      // Bound before anything is printed.
      return 'None';
    case 'unary':
      return expression.op === 'not'
        ? `not_(${print(expression.operand)})`
        : whole(expression, `negate(${print(expression.operand)})`, scope);
    case 'binary':
      return printBinary(expression, scope);
    case 'case': {
      const otherwise = expression.otherwise === undefined ? 'None' : print(expression.otherwise);
      return expression.branches.reduceRight(
        (rest, branch) => `(${print(branch.then)} if ${print(branch.when)} is True else ${rest})`,
        otherwise,
      );
    }
    case 'cast':
      return printCast(print(expression.operand), expression, scope);
    case 'in': {
      const [operand = '', ...items] = alike([expression.operand, ...expression.items], scope);
      return negated(expression, `in_(${operand}, ${pythonList(items)})`);
    }
    case 'between': {
      const parts = alike([expression.operand, expression.low, expression.high], scope);
      return negated(expression, `between(${parts.join(', ')})`);
    }
    case 'like': {
      const ignore = expression.caseInsensitive ? ', ignore_case=True' : '';
      const text = `like(${print(expression.operand)}, ${print(expression.pattern)}${ignore})`;
      return negated(expression, text);
    }
    case 'is_null':
      return `(${print(expression.operand)} is ${expression.negated ? 'not ' : ''}None)`;
    case 'call':
      return printCall(expression, scope);
    case 'window':
      // Window functions are computed into columns of their own before.
      return 'None';
    default:
      return unreachable(expression);
  }
}

function negated(expression: { readonly negated: boolean }, text: string): string {
  return expression.negated ? `not_(${text})` : text;
}

function printLiteral(literal: LiteralExpression): string {
  switch (literal.type) {
    case 'null':
      return 'None';
    case 'bool':
      return literal.value ? 'True' : 'False';
    case 'integer':
      return literal.value;
    case 'decimal':
      return `Decimal("${literal.value}")`;
    case 'text':
      return pythonText(literal.value);
    case 'date':
      return `date.fromisoformat("${literal.value}")`;
    case 'time':
      return `time.fromisoformat("${literal.value}")`;
    case 'timestamp':
      return `datetime.fromisoformat("${literal.value}")`;
    case 'timestamptz':
      return `instant("${literal.value}")`;
    case 'interval':
      return `${literal.amount}, "${literal.unit}"`;
    default:
      return unreachable(literal);
  }
}

const comparisons: Readonly<Record<string, true>> = {
  eq: true,
  ne: true,
  lt: true,
  le: true,
  gt: true,
  ge: true,
};

function printBinary(expression: BinaryExpression, scope: PythonScope): string {
  const { op, left, right } = expression;
  const print = (one: Expression) => printPython(one, scope);
  if (op === 'and' || op === 'or') return `${op}_(${print(left)}, lambda: ${print(right)})`;
  if (comparisons[op] === true) return `${op}(${alike([left, right], scope).join(', ')})`;
  if (right.kind === 'literal' && right.type === 'interval') {
    const amount = op === 'subtract' ? -right.amount : right.amount;
    return `fn_date_add(${print(left)}, ${amount}, "${right.unit}")`;
  }
  if (op === 'divide' || op === 'concat') return `${op}(${print(left)}, ${print(right)})`;
  return whole(expression, `${op}(${alike([left, right], scope).join(', ')})`, scope);
}

/** Integers are computed exactly, so only the result is checked. */
function whole(expression: Expression, text: string, scope: PythonScope): string {
  const { type } = scope.typeOf(expression);
  return type !== null && isInteger(type) ? `integer(${text})` : text;
}

/** Operands brought to one kind of Python value: floats beside numbers, moments beside dates. */
function alike(expressions: readonly Expression[], scope: PythonScope): string[] {
  const kinds = expressions.map((one) => scope.typeOf(one).type?.kind);
  const convert = (kind: ColumnType['kind'] | undefined): string | undefined => {
    if (kinds.some((one) => one === 'float32' || one === 'float64')) {
      return kind?.startsWith('float') === true ? undefined : 'to_float';
    }
    if (kind !== 'date') return undefined;
    if (kinds.includes('timestamptz')) return 'to_timestamptz';
    return kinds.includes('timestamp') ? 'to_timestamp' : undefined;
  };
  return expressions.map((one, index) => {
    const name = convert(kinds[index]);
    const text = printPython(one, scope);
    return name === undefined ? text : `${name}(${text})`;
  });
}

function printCall(call: CallExpression, scope: PythonScope): string {
  if (isAggregateFunction(call.name)) return printAggregate(call, scope);
  if (call.name === 'if') {
    const [when, then, otherwise] = call.args;
    if (when === undefined || then === undefined || otherwise === undefined) return 'None';
    // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
    return printPython({ kind: 'case', branches: [{ when, then }], otherwise }, scope);
  }
  const sameKind = ['coalesce', 'nullif', 'greatest', 'least'].includes(call.name);
  const args = sameKind ? alike(call.args, scope) : call.args.map((arg) => printPython(arg, scope));
  return whole(call, `fn_${call.name}(${args.join(', ')})`, scope);
}

/** Over `group`, a list of rows: `agg_sum([row["x"] for row in group if …])`. */
function printAggregate(call: CallExpression, scope: PythonScope): string {
  const [value, ...constants] = call.args;
  const condition =
    call.filter === undefined ? '' : ` if ${printPython(call.filter, scope)} is True`;
  const element = value === undefined ? 'True' : printPython(value, scope);
  const values = `[${element} for row in group${condition}]`;
  const unique = call.distinct === true ? `distinct(${values})` : values;
  const rest = constants.map((one) => `, ${printPython(one, scope)}`).join('');
  return whole(call, `agg_${call.name}(${unique}${rest})`, scope);
}
