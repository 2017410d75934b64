import type { TimeUnit } from '@ai-etl/core';
import type { Measure, Show, Test } from '../form.ts';
import { countOf } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { isSeries } from '../times/derived.ts';
import { move, type Edge } from '../times/when.ts';
import { takeSeries } from '../times/take-series.ts';
import { settleFlags, settleSides } from './compare-values.ts';
import type { OverTime } from './over-time.ts';
import { isQuantity, totalOf } from './take-arithmetic.ts';

/** Reads "running", "change in", "versus the month before": with a unit rows are grouped by it. */
export function takeOverTime(
  state: State,
  cue: {
    readonly what: OverTime;
    readonly unit?: TimeUnit | undefined;
    readonly isTotal?: true | undefined;
  },
  index: SchemaIndex,
): readonly State[] {
  const { what, unit, isTotal = false } = cue;
  const said = state.form.overTime;
  const has = state.form.groups.some((group) => group.kind === 'column' && isSeries(group));
  // "revenue this month compared with the month before": two numbers, and no series of them.
  const beside = unit === undefined || has || said !== null ? null : besideBefore(state, unit);
  if (beside !== null) return [beside];
  const aggregate = isTotal ? ({ fn: 'sum', distinct: false, also: [] } as const) : state.aggregate;
  const asked = withForm(state, { overTime: said === 'growth' ? said : what }, { aggregate });
  if (unit === undefined || has) return [asked];
  const derived = { kind: 'series', unit } as const;
  return takeSeries(asked, { derived, isBare: false, isSingle: false }, index);
}

/** Notes where the second of two times, or values, begins: "this month versus last month", "vans versus trucks". */
export function takeVersus(state: State): readonly State[] {
  const { tests } = state.form;
  const said = tests.at(-1);
  const last = said?.kind;
  const isState = last === 'held' || last === 'flag' || last === 'null';
  if (last !== 'time' && !isYear(said) && !(isState && state.last === 'value')) return [];
  // "phone versus web versus desk": the first of them says where they begin.
  const versus = last === 'held' ? (state.shape.versus ?? tests.length) : tests.length;
  return [{ ...state, and: false, shape: { ...state.shape, versus } }];
}

/** Reads "against the previous one": empty where no time of a single unit was said before. */
export function takeUnitBefore(state: State): readonly State[] {
  const said = state.form.tests.at(-1);
  const start = said?.kind === 'time' ? said.when.start : null;
  const floor =
    start?.kind === 'math' ? start.steps.find((step) => step.kind === 'floor') : undefined;
  return floor === undefined || floor.unit === 'day' ? [] : takeSameBefore(state, floor.unit);
}

/** A time of one such unit, and the one before it. */
function besideBefore(state: State, unit: TimeUnit): State | null {
  const said = state.form.tests.at(-1);
  const start = said?.kind === 'time' && state.last === 'value' ? said.when.start : null;
  const isOfUnit =
    start?.kind === 'math' &&
    start.steps.some((step) => step.kind === 'floor' && step.unit === unit);
  return isOfUnit ? (takeSameBefore(state, unit)[0] ?? null) : null;
}

/** Reads "same period of last year": empty where no time was said before. */
export function takeSameBefore(state: State, unit: TimeUnit): readonly State[] {
  const { tests } = state.form;
  const said = tests.at(-1);
  if (said?.kind !== 'time') return [];
  const back = (edge: Edge | null): Edge | null =>
    edge?.kind === 'math' ? { kind: 'math', steps: [...edge.steps, move(-1, unit)] } : null;
  const when = { start: back(said.when.start), end: back(said.when.end) };
  if (when.start === null) return [];
  const shape = { ...state.shape, versus: tests.length };
  return [withForm(state, { tests: [...tests, { ...said, when }] }, { shape, and: false })];
}

/** A measure at two times: one column for each. */
export function settleVersus(state: State): State {
  const { versus } = state.shape;
  if (versus === null) return state;
  const { tests, shows, entity } = state.form;
  const [first, second] = [tests[versus - 1], tests[versus]];
  if (first === undefined || second === undefined) return state;
  if (first.kind === 'held') return settleSides(state, versus - 1);
  if (first.kind === 'flag') return settleFlags(state, first, second);
  const areTimes = first.kind === 'time' && second.kind === 'time';
  const areStates = first.kind === 'null' && second.kind === 'null';
  if (!areTimes && !areStates && !(isYear(first) && isYear(second))) return state;
  const measures = shows.length === 0 ? [countOf(entity)] : shows.map(measureOf);
  const isMeasured = measures.every((one): one is Measure => one !== null);
  if (!isMeasured) return state;
  const at = (test: Test) => (measure: Measure) => ({ ...measure, where: [test] });
  // "2025 versus 2024": years of one column.
  const other: Test = isYear(first) && isYear(second) ? { ...second, left: first.left } : second;
  const both = measures.flatMap((one): readonly Show[] => [at(first)(one), at(other)(one)]);
  const rest = tests.filter((test) => test !== first && test !== second);
  return withForm(state, { shows: both, tests: rest });
}

function measureOf(show: Show): Measure | null {
  if (show.kind === 'measure') return show;
  if (show.kind === 'table') return countOf(show);
  return isQuantity(show) ? totalOf(show) : null;
}

/** "2025": a moment in that year. */
function isYear(test: Test | undefined): test is Extract<Test, { kind: 'compare' }> {
  return (
    test?.kind === 'compare' &&
    test.op === 'eq' &&
    test.right.kind === 'number' &&
    test.left.kind === 'column' &&
    /^(?:1[5-9]|20)\d\d$/u.test(test.right.text)
  );
}
