import { isMoment } from '../../link/link-column.ts';
import { isLeadingGroup } from '../shapes/take-group.ts';
import type { AggregateName, ColumnMention, TableMention } from '../form.ts';
import type { AmountIndex } from '../amounts/amount-index.ts';
import { penalty, placeMeasure } from '../moves.ts';
import { totalOf } from '../shapes/take-arithmetic.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { isSingular } from '../words.ts';
import { amountColumns } from './money-columns.ts';

/**
 * What the rows of a table came to: "average invoice" is of the amounts, "average order" of what its lines come
 * to. null: they say no such thing.
 */
export function amountOf(
  table: TableMention,
  amounts: AmountIndex | null = null,
): ColumnMention | null {
  const { words, at } = table;
  const own = table.alternatives.flatMap(({ what, score }) =>
    amountColumns(what, amounts).map((one) => ({ what: one.what, score: one.score * score })),
  );
  const parts =
    own.length > 0 || amounts === null
      ? []
      : table.alternatives.flatMap(({ what, score }) =>
          amounts
            .detailsOf(what)
            .flatMap((detail) => amountColumns(detail, amounts))
            .map((one) => ({ what: one.what, score: one.score * score })),
        );
  const alternatives = [...own, ...parts].toSorted((a, b) => b.score - a.score);
  if (alternatives.length === 0) return null;
  const mention: ColumnMention = { kind: 'column', alternatives, words, at, beside: [table] };
  return parts.length === 0 ? mention : { ...mention, total: 'said', ofRows: table };
}

/** The aggregate of an amount of rows: of their totals, where other rows make them up. */
export function placeAmount(state: State, fn: AggregateName, of: ColumnMention): readonly State[] {
  const { ofRows } = of;
  if (ofRows === undefined || fn === 'sum' || fn === 'count')
    return placeMeasure(state, { kind: 'measure', fn, distinct: false, of }, 0);
  const { form } = state;
  if (form.frame !== null || state.mode === 'where' || state.mode === 'order') return [];
  const frame = { kind: 'nested', fn, inner: [ofRows] } as const;
  return [withForm(state, { shows: [...form.shows, totalOf(of)], frame }, { mode: 'show' })];
}

/** Whether rows are called by the money that they are: payments, refunds, fines. */
export function areMoney({ words }: TableMention): boolean {
  return /(?:payment|payout|refund|invoice|bill|expense|cost|fee|charge|fine|sale|donation|deposit|withdrawal|salar|wage|transfer|premium|выплат|плат[её]ж|сч[её]т|расход|штраф|возврат|продаж)\p{L}*$/iu.test(
    words,
  );
}

const ofAmounts: readonly AggregateName[] = ['avg', 'median', 'min', 'max'];

/** Reads "invoice" of "average invoice per plan": empty where no such aggregate waits, or rows have no amount. */
export function aggregateAmount(
  state: State,
  table: TableMention,
  amounts: AmountIndex,
): readonly State[] {
  const { aggregate, form } = state;
  if (aggregate === null || aggregate.outer !== undefined || aggregate.share === true) return [];
  const isSum = aggregate.fn === 'sum';
  const isOne = ofAmounts.includes(aggregate.fn) && isSingular(table.words);
  const of = isSum || isOne ? amountOf(table, amounts) : null;
  // "average rating by course": a course did not happen, so it came to nothing.
  if (of === null || (form.entity !== null && !happened(of))) return [];
  const cleared: State = withForm(
    { ...state, aggregate: null },
    { entity: state.form.entity ?? table },
  );
  const cost = isSum ? weights.implied.sum : weights.implied.amount;
  return placeAmount(penalty(cleared, cost), aggregate.fn, of);
}

function happened({ alternatives }: ColumnMention): boolean {
  return alternatives.some(({ what }) =>
    what.table.columns.some((column) => !column.nullable && isMoment(column)),
  );
}

/** Reads "invoice" of "the biggest invoice": empty where no superlative waits, or rows have no amount. */
export function rankByAmount(
  state: State,
  table: TableMention,
  amounts: AmountIndex,
): readonly State[] {
  const { superlative, form } = state;
  // "which 3 cities have the most orders": how many there are.
  const isSize = superlative?.isLoose === true || superlative?.isAdjective === true;
  const isOne = isSingular(table.words) || (form.limit !== null && isSize);
  if (superlative === null || superlative.count || state.top || !isOne) return [];
  const by = amountOf(table, amounts);
  const isLed = isLeadingGroup(state, table);
  if (by === null || form.order.length > 0 || (form.entity !== null && !isLed)) return [];
  const total = by.ofRows === undefined ? {} : { total: true };
  const order = [{ by, direction: superlative.direction, ...total }];
  const ranked = withForm(
    state,
    {
      ...(isLed ? { shows: [table] } : {}),
      entity: form.entity ?? table,
      order,
      limit: form.limit ?? 1,
    },
    { superlative: null },
  );
  return [penalty(ranked, weights.implied.amount)];
}
