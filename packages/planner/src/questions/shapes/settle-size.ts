import { moneyColumns } from '../../query/table-facts.ts';
import type { ColumnMention } from '../form.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';

/** "The biggest payment": by the amount of what is asked about, where its rows have one. */
export function settleSize(state: State): State {
  const { superlative } = state;
  const { entity, limit, order } = state.form;
  if (superlative?.isSize !== true || state.top || entity === null || order.length > 0)
    return state;
  const alternatives = entity.alternatives.slice(0, 1).flatMap(({ what: table }) =>
    moneyColumns(table)
      .slice(0, 1)
      .map((column) => ({ what: { table, column }, score: weights.link.money })),
  );
  if (alternatives.length === 0) return state;
  const by: ColumnMention = {
    kind: 'column',
    alternatives,
    words: 'amount',
    at: state.at,
    beside: [entity],
  };
  const ranked = [{ by, direction: superlative.direction }];
  return withForm(state, { order: ranked, limit: limit ?? 1 }, { superlative: null });
}
