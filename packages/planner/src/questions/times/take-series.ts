import type { ColumnMention, Form, Measure } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { addGroup } from '../shapes/take-group.ts';
import { penalty } from '../moves.ts';
import { weights } from '../weights.ts';
import { withForm, type State } from '../state.ts';
import { isSeries, type Derived } from './derived.ts';
import type { SeriesRead } from './read-series.ts';
import { anyMoment, namedMoment } from './moment-mention.ts';

/** Reads "per month": groups of rows by when they happened. */
export function takeSeries(
  state: State,
  { derived, isBare, isSingle }: Omit<SeriesRead, 'end'>,
  index: SchemaIndex,
): readonly State[] {
  const isListed = state.mode === 'group' || (state.and && state.form.groups.length > 0);
  if (isBare && !isListed) return [];
  // "rank them by day rate": "by" is followed by what ranks.
  if (state.form.ranks && state.form.order.length === 0) return [];
  const named = namedMoment(state, index);
  const tested = state.form.tests.find((test) => test.kind === 'time')?.left;
  const left =
    named?.moment ??
    (tested?.implies === undefined ? tested : undefined) ??
    anyMoment(state, index);
  if (left === null || left === undefined) return [];
  const ordered = orderedRows(state, withYears(left, derived, index));
  if (ordered !== null) return [ordered];
  const of: ColumnMention = { ...withYears(left, derived, index), derived };
  const rest = named?.state ?? state;
  // "the most orders of one customer in one month": within what is counted.
  const shape = { ...rest.shape, single: rest.shape.single || isSingle };
  const grouped: State = { ...addGroup({ ...rest, shape }, of), mode: 'show', event: null };
  // "the most orders in one month": a number, and not the best of each month.
  const isOfEach = isSingle && rest.form.frame === null && rest.form.limit === 1;
  const cost = isOfEach ? weights.time.single : 0;
  return [penalty(grouped, cost)];
}

/** "names and release years ordered by year": rows are put in order, and not counted; null elsewhere. */
function orderedRows(state: State, moment: ColumnMention): State | null {
  const { mode, form, direction } = state;
  const isOfRows =
    mode === 'order' &&
    form.groups.length === 0 &&
    form.shows.length > 0 &&
    form.shows.every(({ kind }) => kind === 'column');
  if (!isOfRows) return null;
  const fields = new Set(moment.alternatives.map(({ what }) => what.column));
  const shown = form.shows.findLast(
    (show) =>
      show.kind === 'column' && show.alternatives.some(({ what }) => fields.has(what.column)),
  );
  const by = shown?.kind === 'column' ? shown : moment;
  const order = [...form.order, { by, direction: direction ?? 'asc' }] as const;
  return penalty(withForm(state, { order }), -weights.time.orderedRows);
}

/** Years that are kept as numbers are a series already. */
function withYears(
  mention: ColumnMention,
  derived: Derived,
  { years, times }: SchemaIndex,
): ColumnMention {
  if (mention.implies === undefined || derived.kind !== 'series' || derived.unit !== 'year')
    return mention;
  const numbers = years.filter(({ what }) => !times.has(what));
  return { ...mention, alternatives: [...mention.alternatives, ...numbers] };
}

/** Ends a series: it counts rows where nothing is measured, and stands in the order of time. */
export function settleSeries(form: Form): Form {
  const series = form.groups.find((group) => group.kind === 'column' && isSeries(group));
  if (series?.kind !== 'column' || form.frame !== null) return form;
  const counted = countedForm(form);
  const { shows, groups, order, limit } = counted;
  if (order.length > 0 || limit !== null) return counted;
  const shown = shows.every(({ kind }) => kind === 'measure') ? [...groups, ...shows] : shows;
  return { ...counted, shows: shown, order: [{ by: series, direction: 'asc' }] };
}

/** "Bookings by month": how many. What is shown beside tells groups apart: "admissions by ward". */
function countedForm(form: Form): Form {
  const { shows, groups, order, tests, entity } = form;
  const isMeasured =
    [...shows, ...order.map(({ by }) => by)].some(({ kind }) => kind === 'measure') ||
    tests.some((test) => 'left' in test && test.left.kind === 'measure');
  if (isMeasured) return form;
  const [only, ...more] = shows;
  const isNoun = entity === null && only?.kind === 'column' && more.length === 0;
  const measure: Measure = {
    kind: 'measure',
    fn: 'count',
    distinct: false,
    of: isNoun ? only : entity,
  };
  if (isNoun) return { ...form, shows: [measure] };
  const beside = shows.filter((show) => show.kind !== 'measure');
  return { ...form, shows: [measure], groups: [...groups, ...beside] };
}

/** "Last month by day": one moment for both, that which was named. */
export function shareMoment(form: Form): Form {
  const series = form.groups.find((group) => group.kind === 'column' && isSeries(group));
  if (series?.kind !== 'column' || series.implies !== undefined) return form;
  const { alternatives } = series;
  return {
    ...form,
    tests: form.tests.map((test) =>
      test.kind === 'time' && test.left.implies !== undefined
        ? { ...test, left: { ...test.left, alternatives } }
        : test,
    ),
  };
}
