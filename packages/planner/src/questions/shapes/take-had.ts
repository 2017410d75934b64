import type { CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from '../../query/join-graph.ts';
import type { TableMention, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { addTest, withForm, type State } from '../state.ts';

/**
 * "How many customers have an account", "number of students who play a sport": of the rows that are counted those
 * that have rows of the table. Null where nothing else is counted, or each of them belongs to one row of the table.
 */
export function takeHad(state: State, table: TableMention, { edges }: SchemaIndex): State | null {
  const { entity, shows, groups, order, tests } = state.form;
  const [counted, ...others] = shows;
  if (entity !== null || groups.length > 0 || order.length > 0 || others.length > 0) return null;
  if (counted?.kind !== 'measure' || counted.fn !== 'count' || counted.of?.kind !== 'table')
    return null;
  if (state.mode === 'group' || state.and || state.not || state.compare !== null) return null;
  // "heads of the departments": whose they are says nothing of what they have.
  const after = counted.of.at + counted.of.words.split(' ').length;
  if (state.preposition && table.at - after <= 2) return null;
  if (tests.some(({ kind }) => kind === 'exists')) return null;
  const of = counted.of.alternatives[0]?.what;
  const what = table.alternatives[0]?.what;
  if (of === undefined || what === undefined || of === what) return null;
  if (tests.some((one) => isOf(one, what)) || !haveSeveral(of, what, edges)) return null;
  const test: Test = { kind: 'exists', table, negated: false, tests: [] };
  const added = addTest({ ...withForm(state, { entity: counted.of }), inside: null }, test);
  return { ...added, inside: tests.length };
}

/** Whether a test is of rows of the table: they are to be there anyway. */
function isOf(test: Test, table: CatalogTable): boolean {
  return (
    'left' in test &&
    test.left.kind === 'column' &&
    test.left.alternatives.some(({ what }) => what.table === table)
  );
}

/** Whether rows of a table may have several of another one: they lead there, or rows of a third one do to both. */
function haveSeveral(of: CatalogTable, what: CatalogTable, edges: readonly JoinEdge[]): boolean {
  const belong = (many: CatalogTable, one: CatalogTable): boolean =>
    edges.some((edge) => edge.many === many && edge.one === one);
  if (belong(of, what)) return false;
  return (
    belong(what, of) ||
    edges.some(({ many, one }) => one === of && many !== what && belong(many, what))
  );
}
