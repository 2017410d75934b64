import type { TableMention, Test } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** "active subscriptions": what stands before the name of a table is said of its rows. */
export function besideNext(state: State, { table }: { readonly table: TableMention }): State {
  const { tests } = state.form;
  const last = tests.at(-1);
  if (state.last !== 'value' || last === undefined) return state;
  return withForm(state, { tests: [...tests.slice(0, -1), besideTable(last, table)] });
}

/** The test, of rows of the table where it may be of several. */
export function besideTable(test: Test, table: TableMention): Test {
  switch (test.kind) {
    case 'held':
    case 'null':
    case 'flag':
    case 'time':
      return { ...test, left: { ...test.left, beside: [...test.left.beside, table] } };
    case 'exists':
    case 'any':
    case 'all':
      return { ...test, tests: test.tests.map((one) => besideTable(one, table)) };
    case 'only':
      return { ...test, tests: [besideTable(test.tests[0], table)] };
    case 'between':
    case 'compare':
    case 'like':
    // Whose rows it is about is settled.
    case 'own':
    case 'apart':
      return test;
  }
}
