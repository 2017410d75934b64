import { isLeadingGroup } from '../shapes/take-group.ts';
import type { AggregateName, ColumnMention, TableMention } from '../form.ts';
import { penalty, placeMeasure } from '../moves.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { isSingular } from '../words.ts';
import { amountColumns } from './money-columns.ts';

/** What the rows of a table came to: "average invoice" is of the amounts. null: they say no such thing. */
export function amountOf(table: TableMention): ColumnMention | null {
  const alternatives = table.alternatives
    .flatMap(({ what, score }) =>
      amountColumns(what).map((one) => ({ what: one.what, score: one.score * score })),
    )
    .toSorted((a, b) => b.score - a.score);
  const { words, at } = table;
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words, at, beside: [table] };
}

const ofAmounts: readonly AggregateName[] = ['avg', 'median', 'min', 'max'];

/** Reads "invoice" of "average invoice per plan": empty where no such aggregate waits, or rows have no amount. */
export function aggregateAmount(state: State, table: TableMention): readonly State[] {
  const { aggregate } = state;
  if (aggregate === null || aggregate.outer !== undefined || aggregate.share === true) return [];
  const isSum = aggregate.fn === 'sum';
  const isOne = ofAmounts.includes(aggregate.fn) && isSingular(table.words);
  const of = isSum || isOne ? amountOf(table) : null;
  if (of === null) return [];
  const { fn } = aggregate;
  const cleared: State = withForm(
    { ...state, aggregate: null },
    { entity: state.form.entity ?? table },
  );
  const measure = { kind: 'measure', fn, distinct: false, of } as const;
  return placeMeasure(cleared, measure, isSum ? weights.implied.sum : weights.implied.amount);
}

/** Reads "invoice" of "the biggest invoice": empty where no superlative waits, or rows have no amount. */
export function rankByAmount(state: State, table: TableMention): readonly State[] {
  const { superlative, form } = state;
  if (superlative === null || superlative.count || state.top || !isSingular(table.words)) return [];
  const by = amountOf(table);
  const isLed = isLeadingGroup(state, table);
  if (by === null || form.order.length > 0 || (form.entity !== null && !isLed)) return [];
  const order = [{ by, direction: superlative.direction }];
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
