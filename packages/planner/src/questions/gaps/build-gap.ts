import type { CatalogColumn, Expression, SelectQuery } from '@ai-etl/core';
import { CannotBuild, type Building } from '../building.ts';
import { call, column } from '../expressions.ts';
import type { Form } from '../form.ts';
import { outerQuery } from '../shapes/outer-query.ts';
import type { SelectForm } from '../shapes/select-form.ts';
import { derivedExpression } from '../times/build-derived.ts';

/**
 * "Average days between two visits of the same patient": each row is paired with the one before it of the same
 * owner, and the times between are aggregated. null: the form asks for no gaps.
 */
export function gapsBetween(
  form: Form,
  building: Building,
  select: SelectForm,
): SelectQuery | null {
  const { gap, groups } = form;
  if (gap === null) return null;
  if (form.entity === null) throw new CannotBuild('gaps of nothing');
  const { moment, of, fn, unit } = gap;
  const plain = { ...form, gap: null, order: [], limit: null, offset: 0, distinct: false };
  const owners = of === null ? [] : [of];
  const { groupKeys } = select({ ...plain, shows: [moment], groups: owners }, { ...building });
  const { query } = select({ ...plain, shows: [moment, ...groups], groups: owners }, building);
  const [first] = query.select;
  if (first === undefined) throw new CannotBuild('no moment');
  const before: Expression = {
    kind: 'window',
    call: { kind: 'call', name: 'lag', args: [first.expression] },
    partitionBy: groupKeys,
    orderBy: [{ by: first.expression, direction: 'asc', nulls: 'last' }],
  };
  const field = building.resolution.fieldOf(moment);
  const at = (name: string) => ({ ...field, column: { ...field.column, name } as CatalogColumn });
  const [to, from] = [at(first.name), at('before')];
  const elapsed = derivedExpression({ kind: 'elapsed', since: null, unit }, to, {
    since: from,
    column: ({ column: { name } }) => column('pairs', name),
  });
  if (elapsed === null) throw new CannotBuild('no time between');
  const inner = {
    ...query,
    distinct: false,
    orderBy: [],
    select: [...query.select, { name: 'before', expression: before }],
  };
  const keys = query.select.slice(1).map(({ name }) => name);
  const outer = outerQuery('pairs', inner, keys);
  return {
    ...outer,
    where: [{ kind: 'is_null', operand: column('pairs', 'before'), negated: true }],
    groupBy: keys.map((name) => column('pairs', name)),
    select: [...outer.select, { name: `${fn}_${unit}s_between`, expression: call(fn, [elapsed]) }],
  };
}
