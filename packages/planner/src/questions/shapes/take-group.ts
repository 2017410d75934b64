import type { Group, Measure, TableMention } from '../form.ts';
import { penalty } from '../moves.ts';
import { withForm, type State } from '../state.ts';

/** Reads what a measure is taken for: of the measure itself where another is taken over it. */
export function addGroup(state: State, group: Group): State {
  const { frame, groups } = state.form;
  const { single } = state.shape;
  const shape = { ...state.shape, single: false };
  if (frame !== null && (single || frame.inner.length === 0))
    return withForm(state, { frame: { ...frame, inner: [...frame.inner, group] } }, { shape });
  return withForm(state, { groups: [...groups, group] }, { shape });
}

/**
 * Reads "a single": "the most orders of a single customer" is a number and no customer, so the count that
 * ranks becomes what is shown.
 */
export function takeSingle(state: State): readonly State[] {
  const shape = { ...state.shape, single: true };
  if (state.form.frame !== null) return [{ ...state, shape, mode: 'group' }];
  return nestRanking({ ...state, shape });
}

/** Turns "most orders" into the greatest number of orders; empty where nothing is ranked by a count. */
export function nestRanking(state: State): readonly State[] {
  const { order, limit, shows } = state.form;
  const [first] = order;
  const { superlative } = state;
  if (first?.by.kind !== 'measure' || limit !== 1 || shows.length > 0 || superlative !== null)
    return [];
  const fn = first.direction === 'desc' ? 'max' : 'min';
  const nested = withForm(state, {
    shows: [first.by],
    order: [],
    limit: null,
    entity: null,
    frame: { kind: 'nested', fn, inner: [] },
  });
  return [{ ...nested, mode: 'group' }];
}

/** "For each category, the …": groups were said, and what is asked about them comes next. */
export function isLeadingGroup({ form, mode, aggregate }: State, table: TableMention): boolean {
  if (mode !== 'show' || form.groups.length === 0 || form.shows.length > 0) return false;
  if (form.frame !== null || aggregate !== null) return false;
  const what = table.alternatives[0]?.what;
  return form.groups.every(
    (group) => group.kind === 'column' || group.alternatives[0]?.what !== what,
  );
}

/** Reads what an aggregate of aggregates is of: "average number of orders". */
export function nestMeasure(
  state: State,
  measure: Measure,
  outer: NonNullable<NonNullable<State['aggregate']>['outer']>,
): readonly State[] {
  const { form } = state;
  if (form.frame !== null || state.mode === 'where' || state.mode === 'order') return [];
  const nested = withForm(
    { ...state, aggregate: null },
    { shows: [...form.shows, measure], frame: { kind: 'nested', fn: outer, inner: [] } },
    { mode: 'show' },
  );
  return [penalty(nested, 0)];
}
