import type { TableMention, Test } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** Reads "reports to": those above are asked for where somebody was named already, those below else. */
export function takeRelation(state: State, table: TableMention): readonly State[] | null {
  const { form } = state;
  if (table.below === undefined || form.entity !== null) return null;
  if (form.tests.length > 0) {
    const tests = form.tests.map(belowOnly);
    return [withForm(state, { tests, shows: [...form.shows, table] })];
  }
  const entity: TableMention = {
    kind: 'table',
    alternatives: [{ what: table.below, score: 1 }],
    words: table.words,
    at: table.at,
  };
  return [withForm(state, { entity })];
}

function belowOnly(test: Test): Test {
  return test.kind === 'held' ? { ...test, left: { ...test.left, isBelow: true } } : test;
}
