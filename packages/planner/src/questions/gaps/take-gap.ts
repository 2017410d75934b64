import type { AggregateName, Group } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { anyMoment } from '../times/moment-mention.ts';
import type { GapItem } from './read-gap.ts';

/** Reads "days between two": on average, where no other aggregate is said. */
export function takeGap(state: State, { unit }: GapItem, index: SchemaIndex): readonly State[] {
  const { aggregate, superlative, form } = state;
  const moment = anyMoment({ ...state, near: null }, index);
  if (moment === null || form.gap !== null || form.entity !== null) return [];
  const ranked: AggregateName = superlative?.direction === 'asc' ? 'min' : 'max';
  const said = aggregate === null || aggregate.fn === 'count' ? 'avg' : aggregate.fn;
  const fn = superlative === null ? said : ranked;
  return [
    withForm(
      state,
      { gap: { fn, unit, moment, of: null } },
      { aggregate: null, superlative: null, mode: 'show' },
    ),
  ];
}

/** Reads whose rows follow one another: "of the same patient". null: no gaps are asked for, or it is said already. */
export function takeGapOwner(state: State, of: Group): State | null {
  const { gap, entity, groups } = state.form;
  if (gap === null || gap.of !== null || entity === null) return null;
  // "for each vehicle": gaps are within one, and told for each.
  const isEach = state.mode === 'group' && !state.shape.single;
  const shape = { ...state.shape, single: false };
  const owned = { gap: { ...gap, of }, groups: isEach ? [...groups, of] : groups };
  return withForm(state, owned, { shape, mode: 'show' });
}

/** Reads "the same" of gaps. */
export function takeSame(state: State): State | null {
  if (state.form.gap === null) return null;
  return { ...state, mode: 'group', shape: { ...state.shape, single: true } };
}

/** Reads "on average" behind. */
export function takeGapAggregate(state: State, fn: AggregateName): State | null {
  const { gap } = state.form;
  return gap === null || fn === 'count' ? null : withForm(state, { gap: { ...gap, fn } });
}
