import { isKeyLike } from '../../query/table-facts.ts';
import type { ColumnMention, Measure, Operand } from '../form.ts';
import { amountOf } from '../money/amount-of-rows.ts';
import { negate, takeSubject } from '../moves.ts';
import type { Named, Field, SchemaIndex } from '../schema-index.ts';
import { totalOf } from '../shapes/take-arithmetic.ts';
import { addTest, type State } from '../state.ts';
import { columnUnit } from './column-unit.ts';
import type { QuantityItem } from './quantity-items.ts';

/** Reads a number with its unit: the column compared is the one before, else one that measures the same. */
export function takeQuantity(
  state: State,
  { value, high, unit }: QuantityItem,
  index: SchemaIndex,
): readonly State[] {
  // "more than 5 a day"
  if (state.number !== null) return [];
  const taken = takeSubject(state);
  if (taken.subject === null && state.compare === null && high === undefined) return [];
  const total = unit.dimension === 'money' ? totalBefore(state, index) : null;
  const left = taken.subject ?? total ?? measuring(unit.dimension, state, index);
  if (left === null) return [];
  const operand = (one: number): Operand => ({
    kind: 'number',
    value: one,
    text: String(one),
    unit,
  });
  if (high !== undefined) {
    const least = addTest(taken.state, { kind: 'compare', left, op: 'ge', right: operand(value) });
    return [addTest(least, { kind: 'compare', left, op: 'le', right: operand(high) })];
  }
  const right = operand(value);
  const op = negate(state.compare ?? 'eq', state.not);
  return [addTest(taken.state, { kind: 'compare', left, op, right })];
}

/** "orders over 500 euros", where the lines of orders have the amounts. */
function totalBefore({ near, form }: State, { amounts }: SchemaIndex): Measure | null {
  if (near === null || near !== form.entity) return null;
  const amount = amountOf(near, amounts);
  return amount?.ofRows === undefined ? null : totalOf(amount);
}

function measuring(dimension: string, state: State, index: SchemaIndex): ColumnMention | null {
  const alternatives = index.schema.tables.flatMap((table) =>
    table.columns.flatMap((column): Named<Field>[] => {
      const unit = isKeyLike(column, table) ? null : columnUnit(column);
      if (unit?.dimension !== dimension) return [];
      return [{ what: { table, column }, score: unit.factor === null ? 0.85 : 0.95 }];
    }),
  );
  const beside = state.near === null ? [] : [state.near];
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: dimension, at: state.at, beside };
}
