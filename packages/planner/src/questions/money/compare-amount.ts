import type { Operand, Operator } from '../form.ts';
import { negate, penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { totalOf } from '../shapes/take-arithmetic.ts';
import { addTest, withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { amountOf } from './amount-of-rows.ts';

/** Reads "orders over 500": what the rows came to is compared. Empty where nothing was named, or rows have no amount. */
export function compareAmount(
  state: State,
  {
    op,
    right,
    index,
  }: { readonly op: Operator; readonly right: Operand; readonly index: SchemaIndex },
): readonly State[] {
  const { near, form } = state;
  if (near === null || near !== form.entity || state.last !== 'cue') return [];
  const amount = amountOf(near, index.amounts);
  if (amount === null) return [];
  const left = amount.ofRows === undefined ? amount : totalOf(amount);
  const test = { kind: 'compare', left, op: negate(op, state.not), right } as const;
  return [penalty(addTest(withForm(state, {}, { mode: 'where' }), test), weights.implied.compared)];
}
