import type { ColumnMention, TableMention, Test } from '../form.ts';
import { namingColumns } from '../naming.ts';
import type { State } from '../state.ts';

/** "mentor of Lena Fischer": the value names the one that is below, not the mentor. */
export function belowRole(state: State, left: ColumnMention): ColumnMention {
  const of = state.form.entity?.ofSelf;
  const isDone = state.last === 'table' && state.near?.verbOf !== undefined;
  const isOwned = isDone || (state.last === 'cue' && state.preposition);
  return of !== undefined && isOwned && namesOne(left, of) ? { ...left, isBelow: true } : left;
}

/** "Who manages Lea Brandt?", of those who manage customers: she is none. */
export function isNoneOfRole({ near, last }: State, value: ColumnMention): boolean {
  const of = near?.verbOf;
  return last === 'table' && of !== undefined && near?.ofSelf === undefined && namesOne(value, of);
}

/** "Lena Fischer's mentor": the tests before the role, of the one that is below. */
export function belowTests(state: State, { ofSelf }: TableMention): readonly Test[] {
  const { tests } = state.form;
  if (ofSelf === undefined || !state.preposition) return tests;
  return tests.map((test) =>
    test.kind === 'held' && namesOne(test.left, ofSelf)
      ? { ...test, left: { ...test.left, isBelow: true } }
      : test,
  );
}

function namesOne(
  { alternatives }: ColumnMention,
  table: NonNullable<TableMention['ofSelf']>,
): boolean {
  return alternatives.some(
    ({ what }) => what.table === table && namingColumns(table).includes(what.column),
  );
}
