import {
  diagnostic,
  inferType,
  invariant,
  parseExpression,
  paramType,
  type Diagnostic,
  type Expression,
  type InPeriodExpression,
  type Resolution,
  mapChildren,
} from '@ai-etl/core';
import type { PlanBinding } from '../plan.ts';
import { bindNow, bindPeriod, bindToday, type PeriodOperandKind } from './bind-period.ts';
import { bindParameters, type BoundParameters } from './parameters.ts';
import { withTotalOrder } from './total-order.ts';
import { parameterVariable } from './variables.ts';

export interface ExpressionReader {
  /** Missing and malformed parameter values; with any, `read` must not be called. */
  readonly diagnostics: readonly Diagnostic[];
  /** Parses text over the named inputs; nothing unbound remains in the result. */
  readonly read: (text: string, inputIds: readonly string[]) => Expression;
}

/** Reads a resolved spec's expressions for one run: parameters and relative dates become literals. */
export function createExpressionReader(
  resolution: Resolution,
  binding: PlanBinding,
): ExpressionReader {
  const logicalTimeMs = Date.parse(binding.logicalTime);
  const { params } = resolution.spec;
  const parameters: BoundParameters =
    binding.leavesVariables === true
      ? {
          values: new Map(params.map((param) => [param.name, parameterVariable(param)])),
          diagnostics: [],
        }
      : bindParameters(params, binding.params);
  const clock = Number.isNaN(logicalTimeMs)
    ? [diagnostic('PARAMETER_VALUE', 'params', `"${binding.logicalTime}" is no RFC 3339 time.`)]
    : [];
  const moment = { logicalTimeMs, timezone: binding.timezone };
  const paramTypes = new Map(params.map((param) => [param.name, paramType(param)]));

  const bind = (expression: Expression, kindOf: PeriodKindOf): Expression => {
    const bound = mapChildren(expression, (child) => bind(child, kindOf));
    switch (bound.kind) {
      case 'parameter':
        return bound.name === 'logical_time' ? bindNow(moment) : literalOf(bound.name);
      case 'call':
        if (bound.name === 'now') return bindNow(moment);
        return bound.name === 'today' ? bindToday(moment) : bound;
      case 'in_period':
        invariant(expression.kind === 'in_period', 'binding keeps the kind of a period');
        return bindPeriod(bound, kindOf(expression), moment);
      default:
        return bound;
    }
  };
  const literalOf = (name: string): Expression => {
    const value = parameters.values.get(name);
    invariant(value !== undefined, `parameter ${name} is declared and has a value`);
    return value;
  };

  return {
    diagnostics: [...parameters.diagnostics, ...clock],
    read(text, inputIds) {
      const parsed = parseExpression(text);
      invariant(parsed.ok, 'expressions parse after resolving without errors');
      const columns = inputIds.flatMap((table) =>
        (resolution.schemas.get(table) ?? []).map((column) => ({ ...column, table })),
      );
      // Where it stands is not said here; in the wrong place an aggregate's arguments have no types.
      const places = (['row', 'measure'] as const).map(
        (place) =>
          inferType(parsed.expression, { columns, params: paramTypes, place, path: '' }).types,
      );
      const bound = bind(parsed.expression, ({ operand }) => {
        const known = places.map((types) => types.get(operand)?.type.kind);
        const kind = known.find((one) => one !== undefined && one !== 'unknown');
        return kind === 'date' || kind === 'timestamp' ? kind : 'timestamptz';
      });
      return withTotalOrder(bound, columns);
    },
  };
}

type PeriodKindOf = (expression: InPeriodExpression) => PeriodOperandKind;
