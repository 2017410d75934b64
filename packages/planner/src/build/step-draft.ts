import {
  printExpression,
  type CatalogColumn,
  type CatalogTable,
  type Expression,
} from '@ai-etl/core';
import type { OperationIntent } from '../ir/index.ts';
import { ask, assume, type Findings } from '../link/findings.ts';
import { columnChoices, eventColumns, linkColumn, type LinkedColumn } from '../link/link-column.ts';
import { certain } from '../link/score-name.ts';
import type { Branch, StepInput } from './branch.ts';

/** A table that rows come from, and what its columns are called in them. */
export interface Member {
  readonly branch: Branch;
  readonly names: ReadonlyMap<string, string>;
  /** The table whose join repeats each of its rows; null: each is there once. */
  readonly repeatedBy: CatalogTable | null;
}

/** Steps of a branch while they are made. */
export interface Draft {
  readonly branch: Branch;
  /** Tables whose columns the rows have, the branch's own first. */
  members: readonly Member[];
  /** Tables that the rows come from, the branch's own first. */
  readonly reads: Branch[];
  /** What words can name of the rows as they are now, as a table. */
  rows: CatalogTable;
  /** Other words for columns of `rows`, in lower case: those by which a sentence calls what it computes. */
  aliases: ReadonlyMap<string, string>;
  /** In the order of the rows: the last one's are the branch's. */
  readonly steps: StepInput[];
  readonly conditions: Expression[];
  /** Names of the columns that are left, in order. */
  columns: readonly string[];
  /** What a new table of these rows is called unless words name it. */
  name: string;
  /** The node whose rows it begins with: the source of its branch, in a new pipeline. */
  readonly start: string;
  /** True once a question is open about what the rows are: what comes behind cannot be looked up. */
  isOpen: boolean;
}

/** A branch before anything is done to its rows. */
export function openDraft(branch: Branch, start = `source_${branch.id}`): Draft {
  return {
    branch,
    members: [
      {
        branch,
        names: new Map(branch.table.columns.map(({ name }) => [name, name])),
        repeatedBy: null,
      },
    ],
    reads: [branch],
    rows: branch.table,
    aliases: new Map(),
    steps: [],
    conditions: [],
    columns: branch.table.columns.map(({ name }) => name),
    name: branch.table.object.name,
    start,
    isOpen: false,
  };
}

/** The rows are others from here on: these columns, under these names. */
export function setRows(draft: Draft, rows: CatalogTable): void {
  draft.rows = rows;
  draft.columns = rows.columns.map(({ name }) => name);
}

/** A draft to try something on. */
export function copyOf(draft: Draft): Draft {
  const { reads, steps, conditions } = draft;
  return { ...draft, reads: [...reads], steps: [...steps], conditions: [...conditions] };
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
  const { rows: table } = draft;
  const keys = dedupeKeys(draft, dedupe, place);
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

/** As named; asked for where which row stays is said and by what rows are the same is not; else whole rows. */
function dedupeKeys(
  draft: Draft,
  { keys, keep }: Extract<OperationIntent, { op: 'dedupe' }>,
  place: Place,
): string[] | null {
  if (keys.length > 0) return linkAll(draft, keys, place);
  if (keep === null) return [];
  const { rows: table } = draft;
  const answer = ask(place.findings, {
    id: `columns_${place.index}`,
    field: 'columns',
    question: `By which columns are rows of ${table.object.name} duplicates of each other?`,
    choices: columnChoices(table.columns),
    multiple: true,
  });
  return answer === null ? null : [...answer];
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
  const { rows: table } = draft;
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
    draft.columns.filter((name) => !dropped.includes(name)),
  );
}

/** Keeps these columns, in this order. */
export function keepColumns(draft: Draft, names: readonly string[]): void {
  if (names.length === 0) return;
  push(draft, 'select', (base) => ({ ...base, op: 'select', columns: [...names] }));
  draft.columns = names;
}

/** Columns by the words that name them; one question lists all that are not found. */
export function linkAll(draft: Draft, names: readonly string[], place: Place): string[] | null {
  const { rows: table } = draft;
  const { id } = draft.branch;
  const linked = names.map((name) => ({ name, found: linkIn(draft, name) }));
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

/** The column that words name, by its own name or by what the sentence calls it. */
export function linkIn(
  draft: Draft,
  words: string,
  fits?: (column: CatalogColumn) => boolean,
): LinkedColumn {
  const alias = draft.aliases.get(words.toLowerCase()) ?? ofMember(draft, words);
  return linkColumn(alias ?? words, draft.rows, fits);
}

/** `customers.region`: the column of a table that is joined, by what it is called in the rows. */
function ofMember({ members }: Draft, words: string): string | null {
  const dot = words.lastIndexOf('.');
  if (dot < 0) return null;
  const table = words.slice(0, dot).split('.').at(-1)?.toLowerCase();
  const member = members.find(({ branch }) => branch.table.object.name.toLowerCase() === table);
  const linked =
    member === undefined ? null : linkColumn(words.slice(dot + 1), member.branch.table);
  return linked?.column == null ? null : (member?.names.get(linked.column.name) ?? null);
}

/** Longest id of a node. */
const maxIdLength = 63;

/** Adds a step behind the last one, under an id of its branch. */
export function push(
  draft: Draft,
  kind: string,
  make: (base: { id: string; inputs: string[] }) => StepInput,
): void {
  draft.steps.push(make({ id: nextId(draft, kind), inputs: [endOf(draft)] }));
}

/** An id that no step of the draft has: `orders_filter`, `orders_filter_2`. */
export function nextId(draft: Draft, kind: string): string {
  const used = new Set(draft.steps.map((step) => step.id));
  const base = `${draft.branch.id.slice(0, maxIdLength - kind.length - 4)}_${kind}`;
  let id = base;
  for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`;
  return id;
}

/** The node whose rows are the draft's. */
export function endOf({ start, steps }: Draft): string {
  return steps.at(-1)?.id ?? start;
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
