import type { TimeUnit } from '@ai-etl/core';
import type { Show } from '../form.ts';
import { withForm, type State } from '../state.ts';
import { takeColumn } from '../take-column.ts';
import type { DurationRead } from './read-duration.ts';

/** Reads a stretch between two moments: a number as any column holds. */
export function takeDuration(
  state: State,
  { of, isAverage, direction }: Omit<DurationRead, 'end'>,
): readonly State[] {
  const isPlain = isAverage && state.aggregate === null && state.mode === 'show';
  const aggregate = isPlain ? ({ fn: 'avg', distinct: false, also: [] } as const) : state.aggregate;
  const superlative = direction === null ? state.superlative : { direction, count: false };
  // "the 5 that took longest"
  const limit = direction !== null && typeof state.number === 'number' ? state.number : null;
  const ranked = limit === null ? state : withForm(state, { limit }, { number: null });
  return takeColumn({ ...ranked, aggregate, superlative }, of);
}

/** Reads "in hours": of a stretch that is shown. */
export function takeUnit(state: State, unit: TimeUnit): readonly State[] {
  const shows = state.form.shows.map((show) => inUnit(show, unit));
  const isSaid = shows.some((show, at) => show !== state.form.shows[at]);
  return isSaid ? [withForm(state, { shows })] : [];
}

function inUnit(show: Show, unit: TimeUnit): Show {
  if (show.kind === 'measure' && show.of?.kind === 'column') {
    const of = inUnit(show.of, unit);
    return of === show.of || of.kind !== 'column' ? show : { ...show, of };
  }
  if (show.kind !== 'column' || show.derived?.kind !== 'elapsed') return show;
  return { ...show, derived: { ...show.derived, unit } };
}
