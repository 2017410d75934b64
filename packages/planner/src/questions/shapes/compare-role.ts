import type { ColumnMention, TableMention } from '../form.ts';
import { negate, takeSubject } from '../moves.ts';
import { addTest, type State } from '../state.ts';

/** Reads "boss" of "who earn more than their boss": the same column of the row above is compared with. */
export function compareRole(state: State, role: TableMention): State | null {
  const base = role.ofSelf;
  if (base === undefined || state.compare === null || state.aggregate !== null) return null;
  if (state.number !== null || state.last !== 'cue') return null;
  const taken = takeSubject(state);
  // "hired before their boss": the moment of the verb.
  const subject = taken.subject ?? state.event;
  const rest = taken.subject === null ? { ...state, event: null } : taken.state;
  if (subject?.kind !== 'column') return null;
  const own = subject.alternatives.filter(({ what }) => what.table === base);
  const above = role.alternatives.filter(({ what }) => what !== base);
  if (own.length === 0 || above.length === 0) return null;
  const left: ColumnMention = { ...subject, alternatives: own, isBelow: true };
  const of: ColumnMention = {
    ...subject,
    alternatives: above.flatMap(({ what: table, score }) =>
      own.map((one) => ({ what: { table, column: one.what.column }, score: one.score * score })),
    ),
    at: role.at,
    beside: [],
  };
  const op = negate(state.compare, state.not);
  return addTest(rest, { kind: 'compare', left, op, right: { kind: 'column', of } });
}

/** "than their boss's salary": the column is said a second time. */
export function saysComparedColumn({ form, last }: State, column: ColumnMention): boolean {
  const test = form.tests.at(-1);
  if (last !== 'table' || test?.kind !== 'compare' || test.right.kind !== 'column') return false;
  const compared = test.right.of.alternatives;
  return column.alternatives.some(({ what }) =>
    compared.some((other) => other.what.column.name === what.column.name),
  );
}
