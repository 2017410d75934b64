import type { Form, Measure, Order, Show } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { takeBusy } from './take-busy.ts';
import { withForm, type State } from '../state.ts';
import { penalty } from '../moves.ts';
import { tellsTime } from '../times/time-in-name.ts';
import { weights } from '../weights.ts';
import { isQuantity } from './take-arithmetic.ts';
import { unsaidOrder } from './rank-unsaid.ts';

/**
 * Reads "first" after a superlative and "starting with" before one: all rows are wanted, in its order. Empty
 * where no superlative is near.
 */
export function takeForemost(state: State, index: SchemaIndex | null): readonly State[] {
  const { form } = state;
  const shape = { ...state.shape, foremost: true };
  if (
    index !== null &&
    (state.superlative?.isBusy === true || state.superlative?.isPopular === true) &&
    form.shows.every((show) => show.kind === 'column' && !isQuantity(show)) &&
    form.groups.length === 0 &&
    form.entity !== null
  ) {
    // "hotels, busiest first"
    return takeBusy(state, form.entity, index).map((one) => withForm(one, { limit: null }));
  }
  if (state.superlative !== null && (!state.superlative.count || state.superlative.isBusy)) {
    // "highest first": by what was shown last.
    const by =
      form.shows.findLast((show) => show.kind === 'measure' || isNumber(show)) ??
      form.shows.findLast((show) => show.kind !== 'table');
    if (by?.kind !== 'column' && by?.kind !== 'measure') {
      const order = unsaidOrder(form, state.superlative, index?.amounts ?? null);
      if (order === null) return [];
      return [withForm(state, { order: [order], limit: null }, { superlative: null, top: false })];
    }
    const order: readonly Order[] = [{ by, direction: state.superlative.direction }];
    const ordered = withForm(state, { order, limit: null }, { superlative: null, top: false });
    // "club names, oldest first": no text is old.
    return [penalty(ordered, isText(by) ? weights.implied.oddAdjective : 0)];
  }
  if (state.superlative?.count === true && form.shows.length > 0) {
    // "reasons, most common first": all of them, by how many there are.
    const by: Measure = { kind: 'measure', fn: 'count', distinct: false, of: null };
    const order: readonly Order[] = [{ by, direction: state.superlative.direction }];
    return [withForm(state, { order, limit: null }, { superlative: null, top: false })];
  }
  const isAfter = form.order.length > 0 && form.limit === 1 && state.last !== 'start';
  if (isAfter) return [withForm(state, { limit: null, shows: withRanked(form) })];
  return form.order.length === 0 ? [{ ...state, shape }] : [];
}

function isText(by: Order['by']): boolean {
  return (
    by.kind === 'column' &&
    by.alternatives.every(
      ({ what: { column } }) => column.type.kind === 'text' && !tellsTime(column),
    )
  );
}

function isNumber(show: Show): boolean {
  return show.kind === 'column' && isQuantity(show);
}

/** "oldest due date first": the column that was named for it stands beside the rows. */
function withRanked({ order, shows, entity, groups }: Form): Form['shows'] {
  const by = order[0]?.by;
  const isNamed = by?.kind === 'column' && by.words.includes(' ');
  if (!isNamed || groups.length > 0 || shows.some(({ kind }) => kind === 'measure')) return shows;
  if (shows.length > 0) return [...shows, by];
  return entity === null ? shows : [entity, by];
}

/** Takes the limit off that a superlative set, where all rows are wanted. */
export function settleForemost(state: State): State {
  if (!state.shape.foremost) return state;
  const waiting = state.superlative === null ? [] : takeForemost(state, null);
  if (waiting[0] !== undefined) return waiting[0];
  return withForm(state, { limit: state.form.limit === 1 ? null : state.form.limit });
}

/** Groups are ordered by their measure of a column, where they cannot be by the column itself. */
export function orderByShown(form: Form): Form {
  const measures = form.shows.filter((show) => show.kind === 'measure');
  if (form.limit !== null || measures.length === 0) return form;
  const order = form.order.map((one): Order => {
    const { by } = one;
    if (by.kind !== 'column') return one;
    const columns = new Set(by.alternatives.map(({ what }) => what.column));
    const shown = measures.find(
      ({ of }) =>
        of?.kind === 'column' && of.alternatives.some(({ what }) => columns.has(what.column)),
    );
    return shown === undefined ? one : { ...one, by: shown };
  });
  return { ...form, order };
}
