import type { CatalogTable } from '@ai-etl/core';
import { belongsTo, type JoinEdge } from '../../query/join-graph.ts';
import type { ColumnMention, Form, TableMention, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';

type Existence = Extract<Test, { kind: 'exists' }>;

/**
 * "which shops have no offer with a price below 10": rows that there are none of are told apart by what is said right
 * behind them. Read as one more test it would ask for rows that there are not and are.
 */
export function tellRefused(form: Form, index: SchemaIndex): Form {
  const tests = form.tests.reduce<readonly Test[]>((done, test) => {
    const before = done.at(-1);
    const joined = before === undefined ? null : joinRefused(before, test, form, index);
    return joined === null ? [...done, test] : [...done.slice(0, -1), joined];
  }, []);
  return tests.length === form.tests.length ? form : { ...form, tests };
}

function joinRefused(
  before: Test,
  test: Test,
  { entity }: Form,
  { edges }: SchemaIndex,
): Test | null {
  if (!isBareRefusal(before)) return null;
  const rows = tableOf(before.table);
  const about = entity === null ? null : tableOf(entity);
  if (rows === null || rows === about) return null;
  if (test.kind === 'exists') {
    // "no visit to any doctor": the doctor of a visit is there with it.
    const other = tableOf(test.table);
    const isOwn = other !== null && other !== about && belongsTo(edges, rows, other);
    if (!isOwn || test.negated || test.ends !== undefined || test.every !== undefined) return null;
    return { ...before, tests: test.tests };
  }
  return isSaidOf(test, before.table, { about, edges }) ? { ...before, tests: [test] } : null;
}

function isBareRefusal(test: Test): test is Existence {
  if (test.kind !== 'exists' || !test.negated || test.tests.length > 0) return false;
  return test.ends === undefined && test.every === undefined;
}

/** Whether a test is of rows of a table, or of what each of these has one of, and not of those that are asked about. */
function isSaidOf(
  test: Test,
  rows: TableMention,
  context: { readonly about: CatalogTable | null; readonly edges: readonly JoinEdge[] },
): boolean {
  if (test.kind === 'any' || test.kind === 'all')
    return test.tests.every((one) => isSaidOf(one, rows, context));
  if (!('left' in test) || test.left.kind !== 'column') return false;
  const { about, edges } = context;
  const tables = tablesNamed(test.left);
  const table = tableOf(rows);
  const isBeside = test.left.beside.some(({ at }) => at === rows.at);
  if (table !== null && isBeside && tables.includes(table)) return true;
  if (table === null || tables.some((one) => one === about)) return false;
  // Of what both have, those that are asked about are told.
  const isTheirs = (one: CatalogTable): boolean =>
    belongsTo(edges, table, one) && !(about !== null && belongsTo(edges, about, one));
  return tables.includes(table) || (tables.length > 0 && tables.every(isTheirs));
}

/** The tables of the columns that words name best. */
function tablesNamed({ alternatives }: ColumnMention): readonly CatalogTable[] {
  const best = alternatives[0]?.score ?? 0;
  return alternatives
    .filter(({ score }) => score >= best - weights.resolve.tie)
    .map(({ what }) => what.table);
}

function tableOf({ alternatives }: TableMention): CatalogTable | null {
  return alternatives[0]?.what ?? null;
}
