import type { Order, TableMention } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** "oldest depot", "the 3 most expensive red wines": the rows that are named next are those that are so. */
export function besideAdjective(state: State, table: TableMention): State {
  const { order } = state.form;
  const last = order.at(-1);
  if (last?.by.kind !== 'column' || last.by.isMeasured !== true) return state;
  if (last.by.beside.length > 0 || state.mode === 'group') return state;
  if (state.near !== null && state.near.at >= last.by.at) return state;
  const by: Order = { ...last, by: { ...last.by, beside: [table] } };
  return withForm(state, { order: [...order.slice(0, -1), by] });
}
