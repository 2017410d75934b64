import type { ColumnMention, Measure, TableMention, Test } from './form.ts';
import { addTest, withForm, type State } from './state.ts';
import { penalty, countOf, number, negate, placeMeasure } from './moves.ts';

/** Reads the name of a table. */
export function takeTable(state: State, table: TableMention): readonly State[] {
  const { form } = state;
  if (state.compare !== null && state.last === 'number' && typeof state.number === 'number') {
    return [
      addTest(state, {
        kind: 'compare',
        left: countOf(table),
        op: negate(state.compare, state.not),
        right: number(state.number),
      }),
    ];
  }
  if (state.aggregate !== null) {
    const { fn, distinct } = state.aggregate;
    const measure: Measure = {
      kind: 'measure',
      fn: 'count',
      distinct: distinct && fn === 'count',
      of: table,
    };
    if (fn === 'count' || fn === 'sum')
      return placeMeasure({ ...state, aggregate: null }, measure, fn === 'sum' ? 0.3 : 0);
  }
  if (state.superlative !== null) {
    const { direction, count } = state.superlative;
    const order = [{ by: countOf(table), direction }];
    const counted = withForm(
      state,
      { order, limit: form.limit ?? 1 },
      { superlative: null, top: false },
    );
    // "top 10 customers": what they are best by comes later.
    if (state.top || !count) {
      const waiting = withForm(state, { entity: form.entity ?? table });
      return state.top ? [waiting] : [penalty(counted, 0.2), penalty(waiting, 0.1)];
    }
    return [counted];
  }
  if (state.mode === 'group') {
    return [withForm(state, { groups: [...form.groups, table], entity: form.entity ?? table })];
  }
  if (state.not && (state.mode === 'where' || form.entity !== null)) {
    const test: Test = { kind: 'exists', table, negated: true, tests: [] };
    const added = addTest({ ...state, inside: null }, test);
    return [{ ...added, inside: added.form.tests.length - 1 }];
  }
  if (state.has && form.entity !== null && state.mode === 'where') {
    const least = typeof state.number === 'number' ? state.number : null;
    if (least !== null)
      return [
        addTest(state, { kind: 'compare', left: countOf(table), op: 'eq', right: number(least) }),
      ];
    const test: Test = { kind: 'exists', table, negated: false, tests: [] };
    const added = addTest({ ...state, inside: null }, test);
    return [{ ...added, inside: added.form.tests.length - 1 }];
  }
  if (state.mode === 'order') return [state];
  if (form.entity === null) {
    const shows = form.shows.map((show) => beside(show, table));
    return [withForm(state, { entity: table, shows })];
  }
  if (state.mode === 'show' && state.and && form.shows.length === 0) {
    return [withForm(state, { shows: [form.entity, table] })];
  }
  // "… and names of counties": the table belongs to the columns named last.
  const last = form.shows.at(-1);
  if (
    state.mode === 'show' &&
    state.preposition &&
    last?.kind === 'column' &&
    last.beside.length === 0
  ) {
    return [withForm(state, { shows: [...form.shows.slice(0, -1), beside(last, table)] })];
  }
  return [state];
}

function beside<T extends ColumnMention | TableMention | Measure>(show: T, table: TableMention): T {
  if (show.kind === 'column') return { ...show, beside: [...show.beside, table] };
  if (show.kind === 'measure' && show.of?.kind === 'column')
    return { ...show, of: { ...show.of, beside: [...show.of.beside, table] } };
  return show;
}
