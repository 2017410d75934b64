import { mapChildren, type Expression, type Schema } from '@ai-etl/core';
import { bindNow, bindPeriod, bindToday, type PeriodMoment } from '../bind/bind-period.ts';
import { inferExpressionType } from '../expression/infer-expression-type.ts';

/** The expression with relative dates, `now()` and `today()` as the literals they mean at a moment. */
export function bindDates(
  expression: Expression,
  scope: ReadonlyMap<string, Schema>,
  moment: PeriodMoment,
): Expression {
  const bound = mapChildren(expression, (child) => bindDates(child, scope, moment));
  if (bound.kind === 'call' && bound.name === 'now') return bindNow(moment);
  if (bound.kind === 'call' && bound.name === 'today') return bindToday(moment);
  if (bound.kind !== 'in_period') return bound;
  const kind = inferExpressionType(bound.operand, scope).type?.kind;
  return bindPeriod(bound, kind === 'date' || kind === 'timestamp' ? kind : 'timestamptz', moment);
}
