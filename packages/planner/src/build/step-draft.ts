import { printExpression, type CatalogTable, type Expression } from '@ai-etl/core';
import type { OperationIntent } from '../ir/index.ts';
import { ask, assume, type Findings } from '../link/findings.ts';
import { columnChoices, eventColumns, linkColumn } from '../link/link-column.ts';
import { certain } from '../link/score-name.ts';
import type { Branch, StepInput } from './branch.ts';

/** Steps of a branch while they are made. */
export interface Draft {
  readonly branch: Branch;
  readonly steps: StepInput[];
  readonly conditions: Expression[];
  columns: { name: string; from: string }[];
}

/** An operation's place among the others. */
export interface Place {
  /** Position among the operations, from 1: part of the question's id. */
  readonly index: number;
  readonly findings: Findings;
}

/** Keeps one row a key. */
export function addDedupe(
  draft: Draft,
  dedupe: Extract<OperationIntent, { op: 'dedupe' }>,
  place: Place,
): void {
  const { table } = draft.branch;
  const keys = dedupe.keys.length === 0 ? [] : linkAll(draft, dedupe.keys, place);
  if (keys === null) return;
  const keep = dedupe.keep ?? 'last';
  const order = keys.length === 0 ? null : orderOf(dedupe.orderBy, table);
  if (keys.length > 0 && (dedupe.keep === null || dedupe.orderBy === null)) {
    assume(place.findings, {
      path: `steps.${draft.branch.id}.dedupe`,
      value: `keep the ${keep} row by ${order?.join(', ') ?? 'all columns'}`,
      because: 'which of the duplicates stays was not said',
      alternatives: [keep === 'last' ? 'keep the first row' : 'keep the last row'],
    });
  }
  push(draft, 'dedupe', (base) => ({
    ...base,
    op: 'dedupe',
    keys,
    keep,
    order_by: (order ?? []).map((name) => ({ by: printColumn(name) })),
  }));
}

/** What first and last mean: the named column, else when rows changed or came to be, else the key. */
function orderOf(named: string | null, table: CatalogTable): readonly string[] {
  const linked = named === null ? null : linkColumn(named, table).column;
  if (linked !== null && linked !== undefined) return [linked.name];
  const updated = eventColumns(table).find((column) => /updat|modif|chang/iu.test(column.name));
  const event = updated ?? eventColumns(table)[0];
  if (event !== undefined) return [event.name];
  if (table.primaryKey.length > 0) return table.primaryKey;
  return table.columns.slice(0, 1).map((column) => column.name);
}

/** Leaves columns out, by keeping the others; asks which when none is named. */
export function dropColumns(
  draft: Draft,
  operation: Extract<OperationIntent, { op: 'drop_columns' }>,
  place: Place,
): void {
  const { table } = draft.branch;
  const dropped =
    operation.columns.length > 0
      ? linkAll(draft, operation.columns, place)
      : ask(place.findings, {
          id: `columns_${place.index}`,
          field: 'columns',
          question: `Which columns of ${table.object.name} should be left out?`,
          choices: columnChoices(table.columns),
          multiple: true,
        });
  if (dropped === null) return;
  keepColumns(
    draft,
    draft.columns.map((column) => column.from).filter((name) => !dropped.includes(name)),
  );
}

/** Keeps these columns, in this order. */
export function keepColumns(draft: Draft, names: readonly string[]): void {
  if (names.length === 0) return;
  push(draft, 'select', (base) => ({ ...base, op: 'select', columns: [...names] }));
  draft.columns = names.map((name) => ({ name, from: name }));
}

/** Columns by the words that name them; one question lists all that are not found. */
export function linkAll(draft: Draft, names: readonly string[], place: Place): string[] | null {
  const { table, id } = draft.branch;
  const linked = names.map((name) => ({ name, found: linkColumn(name, table) }));
  for (const { name, found } of linked) {
    if (found.column !== null && found.score < certain) {
      assume(place.findings, {
        path: `steps.${id}`,
        value: found.column.name,
        because: `"${name}" names no column of ${table.object.name}; ${found.because}`,
      });
    }
  }
  const missing = linked.filter(({ found }) => found.column === null).map(({ name }) => name);
  const found = linked.flatMap(({ found: one }) => (one.column === null ? [] : [one.column.name]));
  if (missing.length === 0) return [...new Set(found)];
  const answer = ask(place.findings, {
    id: `columns_${place.index}`,
    field: 'columns',
    question: `${table.object.name} has no column ${missing.map((name) => `"${name}"`).join(', ')}. Which columns are meant?`,
    choices: columnChoices(table.columns.filter((column) => !found.includes(column.name))),
    multiple: true,
  });
  return answer === null ? null : [...new Set([...found, ...answer])];
}

/** Adds a step behind the last one, under an id of its branch. */
export function push(
  draft: Draft,
  kind: string,
  make: (base: { id: string; inputs: string[] }) => StepInput,
): void {
  const same = draft.steps.filter((step) => step.op === kind).length;
  const id = `${draft.branch.id}_${kind}${same === 0 ? '' : `_${same + 1}`}`;
  const input = draft.steps.at(-1)?.id ?? `source_${draft.branch.id}`;
  draft.steps.push(make({ id, inputs: [input] }));
}

/** A column as expression text. */
export function printColumn(name: string): string {
  return printExpression({ kind: 'column', name });
}

/** Adds a condition that rows must meet. */
export function addFilter(draft: Draft, where: Expression): void {
  draft.conditions.push(where);
  push(draft, 'filter', (base) => ({ ...base, op: 'filter', where: printExpression(where) }));
}
