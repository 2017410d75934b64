import type { CatalogTable, LiteralExpression } from '@ai-etl/core';
import { linkState } from '../../link/link-state.ts';
import { claim, free } from '../../parse/reading.ts';
import { has, textOf } from '../../text/token.ts';
import { type Asked, mentionAt, nameOf, tableOf } from '../asked.ts';
import { describedValues } from '../described-values.ts';
import type { ColumnRef, ConditionIR } from '../question-ir.ts';
import { fillerWords } from '../question-words.ts';
import { equality } from './equality.ts';

/** "completed orders", "active products", "delivered". */
export function stateAt(asked: Asked, at: number, negated: boolean): ConditionIR | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || token.quoted || fillerWords.has(token.lower)) return null;
  const mention = mentionAt(asked, at);
  // A table or a described value of that name comes first.
  if (mention !== null && (tableOf(mention) !== null || mention.candidates[0]?.kind === 'value'))
    return null;
  const state = (has(token, 'state') ? textOf(token, 'state') : undefined) || token.lower;
  for (const table of asked.named) {
    const linked = linkState(state, table).filter((one) => {
      if (one.expression.kind !== 'binary' || one.column.type.kind === 'bool') return true;
      // A column whose comment lists other values does not hold this one.
      const listed = describedValues(one.column);
      return has(token, 'state') && (listed.length === 0 || listed.includes(state));
    });
    const [best, ...others] = linked;
    if (best === undefined) {
      const undone = undoneAt(asked, table, state);
      if (undone === null) continue;
      claim(reading, negated ? at - 1 : at, at + 1);
      return { kind: 'null', ref: undone, negated };
    }
    claim(reading, negated ? at - 1 : at, at + 1);
    const ref = { table, column: best.column };
    if (
      others.length > 0 ||
      best.expression.kind === 'is_null' ||
      best.column.type.kind === 'text'
    ) {
      asked.assumptions.push({
        path: 'condition',
        value: nameOf(ref),
        because: best.because,
        alternatives: others.map(({ column }) => nameOf({ table, column })),
      });
    }
    if (best.expression.kind === 'is_null') return { kind: 'null', ref, negated: !negated };
    if (best.expression.kind === 'binary' && best.expression.right.kind === 'literal') {
      const { right } = best.expression;
      if (right.type === 'bool') {
        const value: LiteralExpression = { ...right, value: right.value !== negated };
        return { kind: 'compare', ref, op: 'eq', value, anyCase: false };
      }
      return equality(asked, ref, {
        values: [{ value: right, known: false, words: state }],
        negated,
      });
    }
  }
  return null;
}

/** States that hold while a moment has not come: an open ticket has no `closed_at`. */
const undone: Readonly<Record<string, readonly string[] | undefined>> = {
  open: ['closed', 'resolved', 'completed'],
  active: [
    'cancelled',
    'canceled',
    'ended',
    'expired',
    'deactivated',
    'terminated',
    'left',
    'deleted',
  ],
  current: ['ended', 'left', 'expired', 'cancelled'],
  employed: ['left', 'terminated', 'fired'],
  unpaid: ['paid'],
  undelivered: ['delivered'],
  unshipped: ['shipped'],
  unresolved: ['resolved', 'closed'],
  pending: ['completed', 'processed', 'closed'],
};

function undoneAt(asked: Asked, table: CatalogTable, state: string): ColumnRef | null {
  const words = Object.hasOwn(undone, state) ? (undone[state] ?? []) : [];
  const column = words
    .map((word) =>
      table.columns.find(
        (one) => one.nullable && new RegExp(`^${word}_(?:at|on|date|time)$`, 'iu').test(one.name),
      ),
    )
    .find((one) => one !== undefined);
  if (column === undefined) return null;
  asked.assumptions.push({
    path: 'condition',
    value: `${nameOf({ table, column })} is empty`,
    because: `"${state}" holds until ${column.name} is filled`,
    alternatives: [],
  });
  return { table, column };
}
