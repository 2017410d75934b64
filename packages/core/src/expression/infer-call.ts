import { didYouMean } from '../nearest-names.ts';
import type { ColumnType } from '../types/column-type.ts';
import type { CallExpression, WindowExpression } from './ast.ts';
import { checkArguments } from './infer-arguments.ts';
import { printSignature, type FunctionDefinition } from './functions/definition.ts';
import { functionRegistry } from './functions/registry.ts';
import type { Inference } from './inference.ts';
import { asColumnType, describeType, unknownValue, type TypedValue } from './inferred-type.ts';
import { shorten } from './shorten.ts';

/** A call outside OVER: scalar functions anywhere, aggregates in measures only. */
export function inferCall(inference: Inference, call: CallExpression): TypedValue {
  const definition = functionRegistry.get(call.name);
  if (definition === undefined) return reportUnknown(inference, call);
  if (definition.kind === 'window') {
    inference.inferAll(call.args);
    return inference.report(
      'AGGREGATE_MISPLACED',
      `${call.name} is a window function and needs OVER (…).`,
      `write ${call.name}(…) OVER (PARTITION BY … ORDER BY …) in a window step`,
    );
  }
  if (definition.kind === 'scalar') {
    if (call.distinct === true || call.filter !== undefined) {
      inference.report(
        'AGGREGATE_MISPLACED',
        `${call.name} takes no DISTINCT and no FILTER; aggregates do.`,
      );
    }
    return inferResult(inference, definition, call);
  }
  return inferAggregate(inference, definition, call);
}

/** A call with OVER: window functions and aggregates, in window steps only. */
export function inferWindow(inference: Inference, window: WindowExpression): TypedValue {
  const { call, partitionBy, orderBy, frame } = window;
  const definition = functionRegistry.get(call.name);
  if (definition === undefined) return reportUnknown(inference, call);
  const allowed = inference.scope.place === 'window';
  if (!allowed) {
    inference.report(
      'AGGREGATE_MISPLACED',
      `${shorten(window)} is a window function, which is not allowed here.`,
      'put it into a window step',
    );
  }
  if (definition.kind === 'scalar') {
    inference.report(
      'AGGREGATE_MISPLACED',
      `${call.name} cannot have OVER (…).`,
      'window functions and aggregates can',
    );
  }
  inference.inferAll(partitionBy);
  inference.inferAll(orderBy.map((key) => key.by));
  if (definition.kind === 'window') checkWindowCall(inference, window);
  if (frame !== undefined && isBackwards(frame)) {
    inference.report('TYPE_MISMATCH', 'The frame ends before it starts.', 'swap its two ends');
  }
  if (call.filter !== undefined) expectCondition(inference, call);
  const value = inferResult(inference, definition, call);
  inference.types.set(call, value);
  const emptyFrame = frame !== undefined && definition.nulls === 'group';
  return allowed ? { ...value, nullable: value.nullable || emptyFrame } : unknownValue;
}

function checkWindowCall(inference: Inference, { call, orderBy }: WindowExpression): void {
  if (orderBy.length === 0) {
    inference.report(
      'TYPE_MISMATCH',
      `${call.name} needs an order, or its result is arbitrary.`,
      'add ORDER BY inside OVER (…)',
    );
  }
  if (call.distinct === true || call.filter !== undefined) {
    inference.report(
      'AGGREGATE_MISPLACED',
      `${call.name} takes no DISTINCT and no FILTER; aggregates do.`,
    );
  }
}

function inferAggregate(
  inference: Inference,
  definition: FunctionDefinition,
  call: CallExpression,
): TypedValue {
  const { scope } = inference;
  if (scope.place !== 'measure') {
    inference.inferAll(call.args);
    return inference.report(
      'AGGREGATE_MISPLACED',
      `${shorten(call)} is an aggregate, which is not allowed here.`,
      scope.place === 'window' ? 'add OVER (…)' : 'put it into a measure of an aggregate step',
    );
  }
  if (inference.insideAggregate) {
    return inference.report(
      'AGGREGATE_MISPLACED',
      `${shorten(call)} stands inside another aggregate.`,
      'compute the inner one in an aggregate step of its own',
    );
  }
  inference.insideAggregate = true;
  if (call.filter !== undefined) expectCondition(inference, call);
  const value = inferResult(inference, definition, call);
  inference.insideAggregate = false;
  const mayBeEmpty = scope.grouped !== true || call.filter !== undefined;
  return { ...value, nullable: value.nullable || (definition.nulls === 'group' && mayBeEmpty) };
}

function inferResult(
  inference: Inference,
  definition: FunctionDefinition,
  call: CallExpression,
): TypedValue {
  const values = inference.inferAll(call.args);
  const checked = checkArguments(inference, definition, { call, values });
  if (checked === undefined) return unknownValue;
  const type = definition.resultType(checked.types, checked.common);
  return { type, nullable: isNullable(definition, values) };
}

function isNullable(definition: FunctionDefinition, values: readonly TypedValue[]): boolean {
  switch (definition.nulls) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'all':
      return values.every((value) => value.nullable);
    case 'same':
      return values.some(
        (value, index) => definition.parameters[index]?.accepts === 'same' && value.nullable,
      );
    case 'strict':
    case 'group':
      return values.some((value) => value.nullable);
  }
}

function expectCondition(inference: Inference, call: CallExpression): void {
  if (call.filter === undefined) return;
  const { type } = inference.infer(call.filter);
  const column: ColumnType | undefined = asColumnType(type);
  if (column !== undefined && column.kind !== 'bool') {
    inference.report(
      'TYPE_MISMATCH',
      `FILTER needs a condition, but ${shorten(call.filter)} is ${describeType(type)}.`,
    );
  }
}

function isBackwards({ start, end }: NonNullable<WindowExpression['frame']>): boolean {
  if (start.kind === 'unbounded' || end.kind === 'unbounded') return false;
  const from = start.kind === 'current' ? 0 : start.rows;
  return from > (end.kind === 'current' ? 0 : end.rows);
}

function reportUnknown(inference: Inference, call: CallExpression): TypedValue {
  inference.inferAll(call.args);
  const near = didYouMean(call.name, functionRegistry.keys());
  const definition =
    near === undefined ? undefined : functionRegistry.get(near.split('"')[1] ?? '');
  const signature = definition === undefined ? '' : ` ${printSignature(definition)}`;
  return inference.report(
    'UNKNOWN_FUNCTION',
    `There is no function "${call.name}".`,
    near === undefined
      ? 'see the list of functions in docs/concepts/semantics.md'
      : near + signature,
  );
}
