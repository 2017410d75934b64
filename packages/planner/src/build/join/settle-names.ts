import { describeObject, type CatalogTable } from '@ai-etl/core';
import { askOne, assume, type Findings } from '../../link/findings.ts';
import { linkColumn } from '../../link/link-column.ts';
import { certain } from '../../link/score-name.ts';
import { madeNames, namesOf, resultNames, type NumberedOperation } from '../operation-names.ts';
import { linkIn, openDraft, push, setRows, type Draft } from '../step-draft.ts';
import type { TableLookup } from './find-right.ts';
import { joinOne } from './join-drafts.ts';

interface NamesPlace {
  readonly operations: readonly NumberedOperation[];
  readonly findings: Findings;
}

/**
 * "status" where both joined tables have one: which is meant is asked once for all that is said of
 * it. Names with their table ("customers.status") are clear. What is hidden or left out is so in
 * both: answers the operations with these names for them.
 */
export function settleDoubled(
  draft: Draft,
  { operations, findings }: NamesPlace,
): readonly NumberedOperation[] {
  if (draft.members.length < 2 || draft.isOpen) return operations;
  const hides = ({ operation }: NumberedOperation): boolean =>
    operation.op === 'mask' || operation.op === 'drop_columns';
  const asked = operations.filter((one) => !hides(one));
  const names = new Set(asked.flatMap(({ operation }) => namesOf(operation)));
  for (const name of names) {
    const options = holdersOf(draft, name);
    if (new Set(options.map((one) => one.now)).size < 2) continue;
    const tables = options.map((one) => one.table);
    const answer = askOne(findings, {
      id: `column_${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`,
      field: 'columns',
      question: `"${name}" is a column of ${tables.join(' and of ')}. Which one is meant?`,
      choices: options.map(({ table, now }) => ({
        value: now,
        label: `${name} of ${table}`,
        because: `it is called ${now} in the joined rows`,
      })),
    });
    if (answer === null) draft.isOpen = true;
    else draft.aliases = new Map([...draft.aliases, [name.toLowerCase(), answer]]);
  }
  return operations.map(({ operation, index }) => {
    if (operation.op !== 'mask' && operation.op !== 'drop_columns') return { operation, index };
    const columns = operation.columns.flatMap((name) => {
      const held = holdersOf(draft, name).map((one) => one.now);
      return held.length > 1 ? [...new Set(held)] : [name];
    });
    return { operation: { ...operation, columns }, index };
  });
}

interface HeldColumn {
  readonly table: string;
  /** What the column is called in the joined rows. */
  readonly now: string;
}

/** Joined tables that have a column of this very name. */
function holdersOf(draft: Draft, name: string): readonly HeldColumn[] {
  return draft.members.flatMap((member) => {
    const column = member.branch.table.columns.find(
      (one) => one.name.toLowerCase() === name.toLowerCase(),
    );
    const now = column === undefined ? undefined : member.names.get(column.name);
    const isThere = now !== undefined && draft.rows.columns.some((one) => one.name === now);
    return isThere ? [{ table: member.branch.table.object.name, now }] : [];
  });
}

/**
 * "revenue per region" where orders refer to customers, which have a region: the table is joined by
 * its key, each row stays once. Only where exactly one table has a column of this very name.
 */
export function joinImplied(
  draft: Draft,
  { operations, findings, lookup }: NamesPlace & { readonly lookup: TableLookup },
): void {
  const made = new Set(
    operations.flatMap(({ operation }) => [...madeNames(operation), ...resultNames(operation)]),
  );
  const isTurned = operations.some(
    ({ operation }) => operation.op === 'aggregate' || operation.op === 'pivot',
  );
  for (const { operation, index } of operations) {
    for (const name of wantedNames(operation)) {
      if (draft.isOpen || made.has(name.toLowerCase())) continue;
      if (linkIn(draft, name).column !== null) continue;
      const [table, ...others] = neighboursWith(draft, name);
      if (table === undefined || others.length > 0) continue;
      const { connection } = draft.branch;
      const branch = {
        connection,
        table,
        id: lookup.nextId(table.object.name),
        states: [],
        unknown: [],
      };
      assume(findings, {
        path: `sources.${table.object.name}`,
        value: `joined with ${describeObject(table.object)}`,
        because: `"${name}" is no column of ${draft.rows.object.name}, and one of ${table.object.name}, to which it refers`,
      });
      const before = draft.columns;
      joinOne(draft, openDraft(branch), { join: { how: 'left', on: [] }, index, findings });
      if (!isTurned && !draft.isOpen) keepOnly(draft, [...before, name]);
    }
  }
}

/** Of a table that is joined for one column, no other reaches the target: it may hold what nobody asked for. */
function keepOnly(draft: Draft, names: readonly string[]): void {
  const kept = names.flatMap((name) => linkIn(draft, name).column?.name ?? []);
  const columns = draft.rows.columns.filter((column) => kept.includes(column.name));
  const selected = columns.map((column) => column.name);
  push(draft, 'select', (base) => ({ ...base, op: 'select', columns: selected }));
  setRows(draft, { ...draft.rows, columns });
}

/** Names that a join may bring: of what is grouped, computed and kept. */
function wantedNames(operation: NumberedOperation['operation']): readonly string[] {
  switch (operation.op) {
    case 'aggregate':
      return operation.groupBy.flatMap(({ column }) => column ?? []);
    case 'filter':
    case 'pivot':
    case 'window_column':
    case 'select':
      return namesOf(operation);
    default:
      return [];
  }
}

/** Tables that a foreign key of the rows leads to, and that have a column of this name. */
function neighboursWith(draft: Draft, name: string): readonly CatalogTable[] {
  const { connection } = draft.branch;
  const joined = new Set(draft.members.map((member) => member.branch.table));
  const schema = connection.catalog?.defaultSchema ?? '';
  const nameOf = (object: CatalogTable['object']): string =>
    `${object.schema ?? schema}.${object.name}`;
  const led = new Set(
    draft.members
      .filter((member) => member.branch.connection === connection)
      .flatMap((member) => member.branch.table.foreignKeys.map((key) => nameOf(key.references))),
  );
  return (connection.catalog?.tables ?? []).filter((table) => {
    if (joined.has(table) || !led.has(nameOf(table.object))) return false;
    const { column, score } = { score: 0, ...linkColumn(name, table) };
    return column !== null && score >= certain;
  });
}
