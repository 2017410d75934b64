import type { SelectQuery } from '@ai-etl/core';
import { CannotBuild, type Building } from '../building.ts';
import { call, column } from '../expressions.ts';
import type { Form } from '../form.ts';
import { outerQuery } from './outer-query.ts';
import type { SelectForm } from './select-form.ts';

/** "Average number of orders per customer": an aggregate over the measures of groups. */
export function nestedAggregate(
  form: Form,
  building: Building,
  select: SelectForm,
): SelectQuery | null {
  const { frame, groups, order, limit } = form;
  if (frame === null) return null;
  const measures = form.shows.filter((show) => show.kind === 'measure');
  const [measure] = measures;
  if (measure === undefined || measures.length > 1)
    throw new CannotBuild('an aggregate of several measures');
  const { query } = select(
    {
      ...form,
      frame: null,
      shows: [...groups, measure],
      groups: [...groups, ...frame.inner],
      order: [],
      limit: null,
      offset: 0,
    },
    building,
  );
  // Without groups outside the measure comes first, and after it what the inner groups are called.
  const shown = groups.length === 0 ? query.select.slice(0, 1) : query.select;
  const keys = shown.slice(0, -1).map(({ name }) => name);
  const value = shown.at(-1)?.name;
  if (value === undefined) throw new CannotBuild('nothing to aggregate');
  const name = `${frame.fn}_${value}`;
  const outer = outerQuery('each', { ...query, select: shown }, keys);
  const key = keys.map((one) => column('each', one));
  const direction = order[0]?.direction;
  return {
    ...outer,
    select: [...outer.select, { name, expression: call(frame.fn, [column('each', value)]) }],
    groupBy: key,
    orderBy:
      direction === undefined
        ? []
        : [{ by: call(frame.fn, [column('each', value)]), direction, nulls: 'last' }],
    limit: limit === null ? null : { count: limit, offset: form.offset },
  };
}
