import type { ColumnMention, Ends, Group, Operator, TableMention, Test } from '../form.ts';
import { amountOf } from '../money/amount-of-rows.ts';
import { settleSubject } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { addTest, withForm, type State } from '../state.ts';
import { anyMoment } from '../times/moment-mention.ts';

type Which = Ends['which'];
type EndsTest = Extract<Test, { kind: 'exists' }> & { readonly ends: Ends };

/** Reads "whose latest": the rows that follow are looked at from their last one. */
export function takeEnds(state: State, which: Which, index: SchemaIndex): readonly State[] {
  const settled = settleSubject(state);
  const moment = anyMoment({ ...settled, near: null }, index);
  if (settled.form.entity === null || moment === null) return [];
  const ends = { which, moment, from: settled.form.tests.length, isOther: false };
  return [
    { ...settled, mode: 'where', inside: null, has: true, shape: { ...settled.shape, ends } },
  ];
}

/** Reads the rows: what was said of them before their name says which ones count. null: they are said, or not asked for. */
export function takeEndRows(state: State, table: TableMention): State | null {
  const { ends } = state.shape;
  if (ends === null || endsTest(state) !== null) return null;
  const { tests } = state.form;
  const filters = tests.slice(ends.from);
  const { which, moment } = ends;
  const test: EndsTest = {
    kind: 'exists',
    table,
    negated: false,
    tests: [],
    ends: { which, moment, filters, compared: null },
  };
  const kept = withForm(state, { tests: tests.slice(0, ends.from) });
  const added = addTest({ ...kept, inside: null }, test);
  return { ...added, inside: added.form.tests.length - 1, has: false, near: table };
}

/** Reads "another": the doctor of the two rows differs. */
export function takeAnother(state: State): readonly State[] {
  const { ends } = state.shape;
  if (ends === null || endsTest(state) === null) return [];
  return [{ ...state, compare: 'ne', shape: { ...state.shape, ends: { ...ends, isOther: true } } }];
}

/** Reads "doctor" of "another doctor". */
export function takeAnotherOf(state: State, of: Group): State | null {
  const { ends } = state.shape;
  if (ends?.isOther !== true || endsTest(state) === null) return null;
  return compared(
    { ...state, shape: { ...state.shape, ends: { ...ends, isOther: false } } },
    'ne',
    of,
  );
}

/** Reads "their first": the other row of the comparison. Empty where no rows are looked at from an end. */
export function takeOtherEnd(state: State): readonly State[] {
  const test = endsTest(state);
  if (test === null) return [];
  if (test.ends.compared !== null) return [state];
  const { subject, compare } = state;
  const of: ColumnMention | null = subject?.kind === 'column' ? subject : amountOf(test.table);
  if (compare === null || of === null || subject?.kind === 'measure') return [];
  return [compared({ ...state, subject: null }, compare, of)];
}

function compared(state: State, op: Operator, of: Group): State {
  const test = endsTest(state);
  const at = state.inside;
  if (test === null || at === null) return state;
  const { tests } = state.form;
  const changed: Test = { ...test, ends: { ...test.ends, compared: { op, of } } };
  return withForm(state, { tests: tests.with(at, changed) }, { compare: null });
}

function endsTest({ inside, form }: State): EndsTest | null {
  const test = inside === null ? undefined : form.tests[inside];
  return test?.kind === 'exists' && test.ends !== undefined ? { ...test, ends: test.ends } : null;
}
