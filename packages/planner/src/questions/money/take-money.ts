import type { ColumnMention, Form, Show, TableMention } from '../form.ts';
import { negate, number, placeMeasure } from '../moves.ts';
import { addTest, withForm, type State } from '../state.ts';
import { totalOf } from '../shapes/take-arithmetic.ts';
import { placeAmount } from './amount-of-rows.ts';

/**
 * Reads "revenue", "spent": beside a column it says again what kind that is, in a condition it is a total, and
 * what ranks by it ranks by totals. null: read as other columns are.
 */
export function takeMoney(state: State, column: ColumnMention): readonly State[] | null {
  const { form } = state;
  if (column.ofRows !== undefined) {
    const ofRows = takeValueOfRows(state, column, column.ofRows);
    if (ofRows !== null) return ofRows;
  }
  if (state.compare !== null && state.last === 'number' && typeof state.number === 'number') {
    // "more than 100 units sold"
    const op = negate(state.compare, state.not);
    return [
      addTest(state, { kind: 'compare', left: totalOf(column), op, right: number(state.number) }),
    ];
  }
  const ranked = form.order.length === 1 && form.limit !== null && form.groups.length > 0;
  if (state.mode === 'group' && ranked && state.preposition && state.aggregate === null) {
    // "the best-selling shop in every category by turnover"
    const { direction } = form.order[0] ?? { direction: 'desc' };
    const order = [{ by: column, direction, total: true }];
    return [withForm(state, { order }, { mode: 'show' })];
  }
  const said = form.shows.at(-1);
  if (state.last === 'column' && sharesField(said, column)) {
    // "freight revenue": the total of the charges.
    const isPlain = said?.kind === 'column' && state.superlative === null;
    return [
      isPlain ? withForm(state, { shows: [...form.shows.slice(0, -1), totalOf(said)] }) : state,
    ];
  }
  if (state.superlative !== null && !state.superlative.count && state.aggregate === null) {
    const { direction } = state.superlative;
    const order = [{ by: column, direction, total: true }];
    return [withForm(state, { order, limit: form.limit ?? 1 }, { superlative: null, top: false })];
  }
  const isPlain = state.compare === null && state.superlative === null && state.mode !== 'order';
  if (column.total === 'asked' && isPlain && !hasMeasure(form)) {
    const asked = { ...state, aggregate: null, mode: 'show', inside: null, has: false } as const;
    const fn = state.aggregate?.fn;
    // "average of the amount spent": it is said already what is made of the amounts.
    const isMade = fn !== undefined && fn !== 'count' && fn !== 'sum';
    return placeMeasure(asked, isMade ? { ...totalOf(column), fn } : totalOf(column), 0);
  }
  const isSaid = state.mode === 'where' || form.entity !== null;
  if (
    isSaid &&
    state.aggregate === null &&
    state.compare === null &&
    !state.and &&
    state.mode !== 'order'
  )
    return [
      { ...state, mode: 'where', subject: totalOf(column), has: false },
      // "ticket revenue by airport"
      ...(state.last === 'table' && state.mode === 'show' && form.shows.length === 0
        ? placeMeasure(state, totalOf(column), 0)
        : []),
    ];
  const isOpen = state.aggregate === null && state.compare === null && state.superlative === null;
  // "revenue last month", "what did we invoice": the total itself.
  if (state.mode === 'show' && isOpen) return placeMeasure(state, totalOf(column), 0);
  if (state.mode !== 'order') return null;
  const by = { by: column, direction: state.direction ?? 'desc', total: true } as const;
  return [withForm(state, { order: [...form.order, by] })];
}

/** Reads "order value", which the lines of orders make up. null: as other money is read. */
function takeValueOfRows(
  state: State,
  column: ColumnMention,
  rows: TableMention,
): readonly State[] | null {
  const { aggregate, superlative, form } = state;
  const entity = form.entity ?? rows;
  if (aggregate !== null && aggregate.share !== true && aggregate.outer === undefined) {
    // "number of orders value": no such thing is counted.
    const fn = aggregate.fn === 'count' ? 'sum' : aggregate.fn;
    return placeAmount(withForm({ ...state, aggregate: null }, { entity }), fn, column);
  }
  const isLone = form.entity === null && form.shows.length === 0 && form.groups.length === 0;
  if (superlative !== null && !superlative.count && isLone && !state.top) {
    // "the highest order value" is a value.
    const fn = superlative.direction === 'desc' ? 'max' : 'min';
    return placeAmount(withForm({ ...state, superlative: null }, { entity }), fn, column);
  }
  if (state.compare !== null && state.aggregate === null && state.last !== 'number')
    return [withForm({ ...state, subject: totalOf(column) }, { entity })];
  return null;
}

function sharesField(show: Show | undefined, { alternatives }: ColumnMention): boolean {
  const shown = show?.kind === 'measure' ? show.of : show;
  if (shown?.kind !== 'column') return false;
  return shown.alternatives.some((one) =>
    alternatives.some((other) => other.what.column === one.what.column),
  );
}

function hasMeasure({ shows }: Form): boolean {
  return shows.some(({ kind }) => kind === 'measure');
}
