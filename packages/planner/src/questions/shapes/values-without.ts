import type { Query } from '@ai-etl/core';
import type { Building } from '../building.ts';
import type { ColumnMention, Form, Test } from '../form.ts';
import type { SelectForm } from './select-form.ts';

type Absence = Extract<Test, { kind: 'exists' }>;

/**
 * "Name the genres that have no act longer than 20 minutes": values of a column that none of the rows has which pass
 * the tests. Null where the rows that are not there are those of another table.
 */
export function valuesWithout(form: Form, building: Building, select: SelectForm): Query | null {
  const { shows, groups, order, frame, overTime, limit, gap } = form;
  const isPlain = frame === null && overTime === null && gap === null && limit === null;
  if (!isPlain || groups.length > 0 || order.length > 0 || shows.length === 0) return null;
  const { resolution } = building;
  const columns = shows.filter((show): show is ColumnMention => show.kind === 'column');
  const tables = new Set(columns.map((show) => resolution.fieldOf(show).table));
  const [table] = tables;
  if (columns.length < shows.length || tables.size > 1) return null;
  const isOwn = (test: Test): test is Absence =>
    test.kind === 'exists' &&
    test.negated &&
    test.tests.length > 0 &&
    test.ends === undefined &&
    test.every === undefined &&
    resolution.tableOf(test.table) === table;
  const absence = form.tests.find(isOwn);
  if (absence === undefined) return null;
  const rest = form.tests.filter((test) => test !== absence);
  const part = (tests: readonly Test[]) =>
    select({ ...form, tests, distinct: false }, { ...building, subqueries: [] }).query;
  const left = part(rest);
  const right = part([...rest, ...absence.tests]);
  return { kind: 'set', op: 'except', left, right, orderBy: [], limit: null };
}
