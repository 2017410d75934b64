import { unreachable } from '../errors/invariant.ts';
import { printColumnType } from '../types/column-type.ts';
import { didYouMean, joinWords } from '../nearest-names.ts';
import type {
  CaseExpression,
  CastExpression,
  ColumnExpression,
  Expression,
  LiteralExpression,
} from './ast.ts';
import { canCast, commonType } from './common-type.ts';
import { inferCall, inferWindow } from './infer-call.ts';
import { inferBinary, inferUnary } from './infer-operator.ts';
import { inferBetween, inferIn, inferInPeriod, inferLike } from './infer-predicate.ts';
import { Inference } from './inference.ts';
import {
  asColumnType,
  describeType,
  unknownValue,
  type InferredType,
  type TypedValue,
} from './inferred-type.ts';
import { printName } from './names.ts';
import { literalNumberType } from './numeric-types.ts';
import { shorten } from './shorten.ts';
import type { ExpressionScope, InferredExpression, ScopeColumn } from './scope.ts';

/**
 * Type and nullability of an expression where `scope` holds, and everything that is wrong with
 * it. Total and pure; each mistake is reported once, with the nearest names where one is unknown.
 */
export function inferType(expression: Expression, scope: ExpressionScope): InferredExpression {
  const inference = new Inference(scope, inferNode);
  const { type, nullable } = inference.infer(expression);
  const { diagnostics, types } = inference;
  return { type: asColumnType(type), nullable, diagnostics, types };
}

function inferNode(inference: Inference, expression: Expression): TypedValue {
  switch (expression.kind) {
    case 'literal':
      return { type: literalType(expression), nullable: expression.type === 'null' };
    case 'column':
      return inferColumn(inference, expression);
    case 'parameter':
      return inferParameter(inference, expression.name);
    case 'unary':
      return inferUnary(inference, expression);
    case 'binary':
      return inferBinary(inference, expression);
    case 'case':
      return inferCase(inference, expression);
    case 'cast':
      return inferCast(inference, expression);
    case 'in':
      return inferIn(inference, expression);
    case 'between':
      return inferBetween(inference, expression);
    case 'like':
      return inferLike(inference, expression);
    case 'is_null':
      inference.infer(expression.operand);
      return { type: { kind: 'bool' }, nullable: false };
    case 'in_period':
      return inferInPeriod(inference, expression);
    case 'call':
      return inferCall(inference, expression);
    case 'window':
      return inferWindow(inference, expression);
    default:
      return unreachable(expression);
  }
}

function literalType(literal: LiteralExpression): InferredType {
  switch (literal.type) {
    case 'integer':
    case 'decimal':
      return literalNumberType(literal.type, literal.value);
    default:
      return { kind: literal.type };
  }
}

function inferColumn(inference: Inference, { table, name }: ColumnExpression): TypedValue {
  const { columns, place } = inference.scope;
  const named = columns.filter((column) => column.name === name);
  const found = table === undefined ? named : named.filter((column) => column.table === table);
  const [column] = found;
  if (column === undefined) return reportUnknownColumn(inference, { table, name, columns });
  if (found.length > 1) {
    const choices = found.map((one) => `${printName(one.table ?? '')}.${printName(name)}`);
    return inference.report(
      'AMBIGUOUS_COLUMN',
      `The column "${name}" is in more than one input.`,
      `write ${joinWords(choices, 'or')}`,
    );
  }
  if (place === 'measure' && !inference.insideAggregate) {
    return inference.report(
      'AGGREGATE_MISPLACED',
      `The column "${name}" stands outside an aggregate, so a group has no single value of it.`,
      `write an aggregate such as max(${printName(name)}), or add it to group_by`,
    );
  }
  return { type: column.type, nullable: column.nullable };
}

function reportUnknownColumn(
  inference: Inference,
  wanted: { table: string | undefined; name: string; columns: readonly ScopeColumn[] },
): TypedValue {
  const { table, name, columns } = wanted;
  if (inference.scope.open === true) return unknownValue;
  const tables = new Set(columns.flatMap((column) => column.table ?? []));
  if (table !== undefined && !tables.has(table)) {
    return inference.report(
      'UNKNOWN_COLUMN',
      `There is no input "${table}" here, so "${table}.${name}" has no meaning.`,
      tables.size === 0 ? undefined : `inputs are ${joinWords([...tables], 'and')}`,
    );
  }
  const candidates = columns.filter((column) => table === undefined || column.table === table);
  const names = candidates.map((column) => column.name);
  return inference.report(
    'UNKNOWN_COLUMN',
    `There is no column "${name}"${table === undefined ? '' : ` in "${table}"`}.`,
    didYouMean(name, names) ?? listColumns(names),
  );
}

function listColumns(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 10).join(', ');
  return `columns are ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

function inferParameter(inference: Inference, name: string): TypedValue {
  if (name === 'logical_time') return { type: { kind: 'timestamptz' }, nullable: false };
  const type = inference.scope.params.get(name);
  if (type !== undefined) return { type, nullable: false };
  const known = [...inference.scope.params.keys(), 'logical_time'];
  return inference.report(
    'UNKNOWN_PARAMETER',
    `The parameter :${name} is not declared.`,
    didYouMean(name, known) ?? 'declare it in params with a name and a type',
  );
}

function inferCase(inference: Inference, expression: CaseExpression): TypedValue {
  for (const { when } of expression.branches) {
    const { type } = inference.infer(when);
    if (!['bool', 'null', 'unknown'].includes(type.kind)) {
      inference.report(
        'TYPE_MISMATCH',
        `A WHEN condition must be true or false, but ${shorten(when)} is ${describeType(type)}.`,
      );
    }
  }
  const results = expression.branches.map((branch) => branch.then);
  const { otherwise } = expression;
  const values = inference.inferAll(otherwise === undefined ? results : [...results, otherwise]);
  const nullable = otherwise === undefined || values.some((value) => value.nullable);
  let type: InferredType = { kind: 'null' };
  for (const value of values) {
    const met = commonType(type, value.type);
    if (met === undefined) {
      return inference.report(
        'TYPE_MISMATCH',
        `The branches of CASE have different types: ${describeType(type)} and ${describeType(value.type)}.`,
        'cast them to one type',
      );
    }
    type = met;
  }
  return { type, nullable };
}

function inferCast(inference: Inference, { operand, to }: CastExpression): TypedValue {
  const value = inference.infer(operand);
  const from = asColumnType(value.type);
  if (value.type.kind === 'interval' || (from !== undefined && !canCast(from, to))) {
    inference.report(
      'TYPE_MISMATCH',
      `${shorten(operand)} is ${describeType(value.type)}, which cannot be cast to ${printColumnType(to)}.`,
      'cast to text first if its text form is what you mean',
    );
  }
  return { type: to, nullable: value.nullable };
}
