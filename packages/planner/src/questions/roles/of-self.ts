import type { CatalogTable } from '@ai-etl/core';
import type { ColumnMention, TableMention, Test } from '../form.ts';
import { namingColumns } from '../naming.ts';
import { withForm, type State } from '../state.ts';

/** "mentor of Lena Fischer": the value names the one that is below, not the mentor. */
export function belowRole(state: State, left: ColumnMention): ColumnMention {
  const of = ownedBy(state);
  return of !== null && namesOne(left, of) ? below(left, of) : left;
}

/** "boss of" somebody whom nobody has seen: what names the one below. */
export function labelBelow(state: State): ColumnMention | null {
  const table = ownedBy(state);
  if (table === null) return null;
  const alternatives = namingColumns(table).map((column) => ({
    what: { table, column },
    score: 1,
  }));
  return { kind: 'column', alternatives, words: '', at: state.at, beside: [], isBelow: true };
}

/** "Who is Lena Fischer's mentor": those above are asked for, and no other people. */
export function withoutWho(state: State, { ofSelf, verbOf }: TableMention): State {
  const { entity } = state.form;
  const isAsked = entity?.words === 'who' && state.preposition && state.last === 'cue';
  return ofSelf !== undefined && verbOf === undefined && isAsked
    ? withForm(state, { entity: null }, { mode: 'show' })
    : state;
}

/** The table of those below, where one of them is to be named now. */
function ownedBy({ form, last, near, preposition }: State): CatalogTable | null {
  const isDone = last === 'table' && near?.verbOf !== undefined;
  const isOwned = isDone || (last === 'cue' && preposition);
  return isOwned ? (form.entity?.ofSelf ?? null) : null;
}

/** The name as that of the one below: of its table, and not of those above. */
function below(left: ColumnMention, of: CatalogTable): ColumnMention {
  const alternatives = left.alternatives.filter(({ what }) => what.table === of);
  return { ...left, alternatives, isBelow: true };
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
    namesRow(test) && namesOne(test.left, ofSelf)
      ? { ...test, left: below(test.left, ofSelf) }
      : test,
  );
}

/** A name that the data hold, or one that nobody has seen. */
function namesRow(
  test: Test,
): test is Extract<Test, { left: unknown }> & { readonly left: ColumnMention } {
  if (test.kind === 'held') return true;
  return test.kind === 'compare' && test.left.kind === 'column' && test.right.kind === 'text';
}

function namesOne({ alternatives }: ColumnMention, table: CatalogTable): boolean {
  return alternatives.some(
    ({ what }) => what.table === table && namingColumns(table).includes(what.column),
  );
}
