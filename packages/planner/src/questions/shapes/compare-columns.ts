import { isNumeric, type CatalogColumn } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { ColumnMention } from '../form.ts';
import { amountOf } from '../money/amount-of-rows.ts';
import { negate, penalty, takeSubject } from '../moves.ts';
import { isMeasure } from '../../query/table-facts.ts';
import type { Field, Named } from '../schema-index.ts';
import { addTest, withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { totalOf } from './take-arithmetic.ts';

/** Reads "oppose rate" of "whose support rate is lower than their oppose rate": two columns are compared. */
export function compareColumns(state: State, column: ColumnMention): State | null {
  if (state.compare === null || state.number !== null || state.aggregate !== null) return null;
  if (state.last !== 'cue' || state.superlative !== null || state.like !== null) return null;
  const said = takeSubject(state);
  const totalled = compareTotal(said, column);
  if (totalled !== null) return totalled;
  const { subject, state: rest } = said.subject === null ? momentDone(state, column) : said;
  if (subject?.kind !== 'column' || subject.derived !== undefined || column.derived !== undefined)
    return null;
  const [left] = subject.alternatives;
  if (left === undefined) return null;
  const others = column.alternatives.filter((one) => isComparable(left, one));
  if (others.length === 0) return null;
  const right = { kind: 'column', of: { ...column, alternatives: others } } as const;
  const op = negate(state.compare, state.not);
  return penalty(
    addTest(rest, { kind: 'compare', left: subject, op, right }),
    weights.parse.comparedColumns,
  );
}

/**
 * "whose total order amount is more than their limit", "who ordered more than their limit": a total of rows that each of
 * those has is compared with a number of theirs. null: no total was said, or the number is of the same rows.
 */
function compareTotal(
  { subject, state }: ReturnType<typeof takeSubject>,
  column: ColumnMention,
): State | null {
  const { compare, form, not } = state;
  if (compare === null || form.groups.length > 0) return null;
  const done = form.tests.at(-1);
  const isHad =
    subject === null && done?.kind === 'exists' && !done.negated && done.tests.length === 0;
  const amount = isHad ? amountOf(done.table) : null;
  const left = amount === null ? subject : totalOf(amount);
  if (left?.kind !== 'measure' || left.of?.kind !== 'column' || left.fn === 'count') return null;
  const measured = left.of.alternatives[0]?.what.table;
  const rows = form.entity?.alternatives[0]?.what;
  const others = column.alternatives.filter(
    ({ what }) =>
      what.table !== measured &&
      (rows === undefined || what.table === rows) &&
      isMeasure(what.column, what.table),
  );
  if (others.length === 0) return null;
  const right = { kind: 'column', of: { ...column, alternatives: others } } as const;
  const op = negate(compare, not);
  const rest = isHad
    ? { ...withForm(state, { tests: form.tests.slice(0, -1) }), inside: null }
    : { ...state, subject: null };
  return addTest(rest, { kind: 'compare', left, op, right });
}

/** "paid after their due date": the moment of what was done, which rows that are compared have anyway. */
function momentDone(
  state: State,
  { alternatives: [best] }: ColumnMention,
): { readonly state: State; readonly subject: ColumnMention | null } {
  const { event, form } = state;
  const none = { state, subject: null };
  if (best === undefined || !isMoment(best.what.column)) return none;
  const done = form.tests.at(-1);
  const isDone = done?.kind === 'null' && done.negated && state.inside === null;
  const left = isDone ? done.left : event;
  const own = left?.alternatives.filter(
    ({ what }) =>
      what.table === best.what.table && what.column !== best.what.column && isMoment(what.column),
  );
  if (left === null || own === undefined || own.length === 0) return none;
  const rest = isDone ? withForm(state, { tests: form.tests.slice(0, -1) }) : state;
  return { state: { ...rest, event: null }, subject: { ...left, alternatives: own } };
}

function isComparable({ what: a }: Named<Field>, { what: b }: Named<Field>): boolean {
  if (a.table === b.table && a.column === b.column) return false;
  return kindOf(a.column) !== null && kindOf(a.column) === kindOf(b.column);
}

function kindOf(column: CatalogColumn): string | null {
  if (isNumeric(column.type)) return 'number';
  return isMoment(column) ? 'moment' : null;
}
