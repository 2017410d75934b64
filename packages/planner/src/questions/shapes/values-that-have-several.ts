import type { SelectQuery } from '@ai-etl/core';
import type { Building } from '../building.ts';
import { isGroupTest } from '../build-tests.ts';
import { call, column } from '../expressions.ts';
import type { Form } from '../form.ts';
import { measureName } from './measure-expression.ts';
import { measuredTable } from './measured-table.ts';
import { outerQuery } from './outer-query.ts';
import type { SelectForm } from './select-form.ts';

/**
 * "How many cities have more than three clients?": values are counted that pass a test of the rows that have them.
 * Null where nothing of the kind is asked.
 */
export function valuesThatHaveSeveral(
  form: Form,
  building: Building,
  select: SelectForm,
): SelectQuery | null {
  const { shows, groups, order, frame, overTime, limit } = form;
  const [measure, ...more] = shows;
  if (measure?.kind !== 'measure' || more.length > 0 || groups.length > 0) return null;
  if (order.length > 0 || limit !== null || frame !== null || overTime !== null) return null;
  const { fn, of, where, share, reckoned } = measure;
  const isPlain = where === undefined && share === undefined && reckoned === undefined;
  if (fn !== 'count' || of?.kind !== 'column' || !isPlain) return null;
  if (of.derived !== undefined || of.reckoned !== undefined) return null;
  const { table } = building.resolution.fieldOf(of);
  const isOfThese = form.tests.some(
    (test) =>
      isGroupTest(test) &&
      (test.kind === 'compare' || test.kind === 'between') &&
      test.left.kind === 'measure' &&
      (measuredTable(test.left, building) ?? table) === table,
  );
  if (!isOfThese) return null;
  const { query } = select({ ...form, shows: [of] }, building);
  const [shown] = query.select;
  if (shown === undefined || query.select.length > 1) return null;
  const name = measureName(measure, building.resolution);
  const expression = call('count', [column('each', shown.name)]);
  return { ...outerQuery('each', query, []), select: [{ name, expression }], groupBy: [] };
}
