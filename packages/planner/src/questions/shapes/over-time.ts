import type { Expression, SelectQuery, WindowExpression } from '@ai-etl/core';
import { CannotBuild, type Building } from '../building.ts';
import { binary, column } from '../expressions.ts';
import type { ColumnMention, Form, Measure, Test } from '../form.ts';
import { whenExpression } from '../times/build-time.ts';
import { isSeries } from '../times/derived.ts';
import { move, type When } from '../times/when.ts';
import { outerQuery } from './outer-query.ts';
import type { SelectForm } from './select-form.ts';

/** What is made of a measure over time. */
export type OverTime =
  /** The total up to and with each point. */
  | 'running'
  /** By how much it differs from the point before. */
  | 'change'
  /** The same in percent. */
  | 'growth';

/**
 * "Cumulative orders by month", "change in bookings versus the month before": a measure over the points of a
 * series. The point before the first that is asked for is read too, so that the first has its change. null:
 * nothing of that kind is asked.
 */
export function overTime(form: Form, building: Building, select: SelectForm): SelectQuery | null {
  const { overTime: what, groups } = form;
  if (what === null) return null;
  const series = groups.find(
    (group): group is ColumnMention => group.kind === 'column' && isSeries(group),
  );
  const measures = form.shows.filter((show): show is Measure => show.kind === 'measure');
  if (series === undefined || measures.length === 0) throw new CannotBuild('no measure over time');
  const from = what === 'running' ? null : earlier(form.tests, series);
  const tests = from === null ? form.tests : form.tests.with(from.at, from.test);
  const shows = [...groups, ...measures];
  const plain = { ...form, overTime: null, tests, shows, order: [], limit: null, offset: 0 };
  const { query, groupKeys } = select(plain, building);
  const names = query.select.map(({ name }) => name);
  const keys = names.slice(0, -measures.length);
  const at = query.select.findIndex(
    ({ expression }) => expression.kind !== 'column' && isOne(groupKeys, expression),
  );
  const time = keys[at < 0 ? keys.length - 1 : at];
  if (time === undefined) throw new CannotBuild('no series');
  const partitionBy = keys.filter((key) => key !== time).map((key) => column('series', key));
  const over = (name: string, args: readonly Expression[]): WindowExpression => ({
    kind: 'window',
    call: { kind: 'call', name, args },
    partitionBy,
    orderBy: [{ by: column('series', time), direction: 'asc', nulls: 'last' }],
  });
  const values = names.slice(-measures.length);
  const made = values.map((name) => ({
    name: `${what}_${name}`,
    expression: madeOf(what, column('series', name), over),
  }));
  const outer = outerQuery('series', { ...query, orderBy: [] }, names);
  const shown = { ...outer, select: [...outer.select, ...made] };
  const order = { direction: 'asc', nulls: 'last' } as const;
  if (from === null) return { ...shown, orderBy: [{ by: column('series', time), ...order }] };
  const field = building.resolution.fieldOf(series);
  const day = { ...field, column: { ...field.column, type: { kind: 'date' } as const } };
  const asked = whenExpression(column('points', time), day, from.when);
  if (asked === null) throw new CannotBuild('a time that cannot be said');
  const all = outerQuery(
    'points',
    shown,
    shown.select.map(({ name }) => name),
  );
  return { ...all, where: [asked], orderBy: [{ by: column('points', time), ...order }] };
}

function isOne(list: readonly Expression[], expression: Expression): boolean {
  const text = JSON.stringify(expression);
  return list.some((one) => JSON.stringify(one) === text);
}

function madeOf(
  what: OverTime,
  value: Expression,
  over: (name: string, args: readonly Expression[]) => WindowExpression,
): Expression {
  if (what === 'running') return over('sum', [value]);
  const before = over('lag', [value]);
  const change = binary('subtract', value, before);
  if (what === 'change') return change;
  const hundred: Expression = { kind: 'literal', type: 'decimal', value: '100.0' };
  return binary('divide', binary('multiply', hundred, change), before);
}

/** The condition on the time of a series, beginning one point before; null where there is none. */
function earlier(
  tests: readonly Test[],
  { derived }: ColumnMention,
): { readonly at: number; readonly test: Test; readonly when: When } | null {
  const at = tests.findIndex((test) => test.kind === 'time' && !test.negated);
  const test = tests[at];
  if (test?.kind !== 'time' || derived?.kind !== 'series') return null;
  const { start, end } = test.when;
  if (start?.kind !== 'math') return null;
  const before = { kind: 'math', steps: [...start.steps, move(-1, derived.unit)] } as const;
  return { at, test: { ...test, when: { start: before, end } }, when: test.when };
}
