import {
  commonColumnType,
  printColumnType,
  type CatalogColumn,
  type ColumnType,
} from '@ai-etl/core';
import { askOne, assume, type Findings } from '../../link/findings.ts';
import type { NumberedOperation } from '../operation-names.ts';
import { addColumns } from '../shape/add-derive.ts';
import { textLiteral, type MadeColumn } from '../shape/made-rows.ts';
import { tableName } from '../shape/table-name.ts';
import { endOf, nextId, push, setRows, type Draft } from '../step-draft.ts';

/** What is left once tables are stacked. */
export interface Stacked {
  readonly drafts: readonly Draft[];
  /** Without those that were done to each table before. */
  readonly operations: readonly NumberedOperation[];
}

/**
 * Stacks the tables of "union", "one below the other" into one load. Columns that only some have, and
 * columns whose types never meet, are asked about.
 */
export function stackDrafts(
  drafts: readonly Draft[],
  operations: readonly NumberedOperation[],
  findings: Findings,
): Stacked {
  const union = operations.find(({ operation }) => operation.op === 'union');
  const [first, ...others] = drafts;
  if (union === undefined || first === undefined || others.length === 0)
    return { drafts, operations };
  const { isSource, rest } = partSources(operations);
  for (const draft of drafts)
    for (const name of isSource)
      addColumns(draft, [{ name, expression: textLiteral(draft.branch.table.object.name) }]);
  stack(first, others, { index: union.index, findings });
  return { drafts: [first], operations: rest };
}

/** "a column origin that says which table a row came from" is made before the tables are one. */
function partSources(operations: readonly NumberedOperation[]): {
  readonly isSource: readonly string[];
  readonly rest: readonly NumberedOperation[];
} {
  const isOne = ({ operation }: NumberedOperation): boolean =>
    operation.op === 'derive' && operation.expression === 'source';
  return {
    isSource: operations
      .filter(isOne)
      .flatMap(({ operation }) => (operation.op === 'derive' ? [operation.as] : [])),
    rest: operations.filter((one) => !isOne(one)),
  };
}

interface StackPlace {
  readonly index: number;
  readonly findings: Findings;
}

function stack(first: Draft, others: readonly Draft[], place: StackPlace): void {
  const all = [first, ...others];
  for (const other of others) {
    first.reads.push(...other.reads);
    first.isOpen ||= other.isOpen;
  }
  const columns = first.isOpen ? null : settleColumns(all, place);
  if (columns === null) {
    first.isOpen = true;
    return;
  }
  for (const draft of all) align(draft, columns);
  const inputs = all.map(endOf);
  for (const other of others) {
    first.steps.push(...other.steps);
    first.conditions.push(...other.conditions);
  }
  first.steps.push({ id: nextId(first, 'union'), op: 'union', inputs, mode: 'all' });
  first.members = [];
  setRows(first, {
    ...first.rows,
    columns,
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
  });
  first.name = nameOf(all);
  assume(place.findings, {
    path: `steps.${first.branch.id}_union.mode`,
    value: 'all',
    because: 'every row of each table is kept, equal ones too',
    alternatives: ['distinct'],
  });
}

/** Columns of the stacked rows; null after asking. */
function settleColumns(all: readonly Draft[], place: StackPlace): readonly CatalogColumn[] | null {
  const names = [...new Set(all.flatMap((draft) => draft.rows.columns.map((one) => one.name)))];
  const holders = (name: string): readonly Draft[] =>
    all.filter((draft) => draft.rows.columns.some((column) => column.name === name));
  const partial = names.filter((name) => holders(name).length < all.length);
  const kept = partial.length === 0 ? names : keptNames({ all, names, partial }, place);
  if (kept === null) return null;
  const columns: CatalogColumn[] = [];
  for (const name of kept) {
    const found = holders(name).flatMap((draft) =>
      draft.rows.columns.filter((column) => column.name === name),
    );
    const type = meet(found.map((column) => column.type));
    if (type === null) return askType(name, all, place) ? settleColumns(all, place) : null;
    const nullable = found.some((column) => column.nullable) || found.length < all.length;
    columns.push({ name, type, nullable, nativeType: printColumnType(type) });
  }
  return columns;
}

function meet(types: readonly ColumnType[]): ColumnType | null {
  const [first, ...rest] = types;
  let met = first;
  for (const type of rest) met = met === undefined ? undefined : commonColumnType(met, type);
  return met ?? null;
}

function keptNames(
  {
    all,
    names,
    partial,
  }: {
    readonly all: readonly Draft[];
    readonly names: readonly string[];
    readonly partial: readonly string[];
  },
  { index, findings }: StackPlace,
): readonly string[] | null {
  const common = names.filter((name) => !partial.includes(name));
  const tables = all.map((draft) => draft.branch.table.object.name);
  const some = partial
    .slice(0, 8)
    .map((name) => `"${name}"`)
    .join(', ');
  const answer = askOne(findings, {
    id: `union_${index}`,
    field: 'columns',
    question: `Not all of ${tables.join(', ')} have ${some}. What should become of ${partial.length === 1 ? 'it' : 'them'}?`,
    choices: [
      { value: 'keep', label: 'keep', because: 'empty in the rows of tables that lack it' },
      ...(common.length === 0
        ? []
        : [
            {
              value: 'leave_out',
              label: 'leave out',
              because: `all have ${common.slice(0, 8).join(', ')}`,
            },
          ]),
    ],
  });
  if (answer === null) return null;
  return answer === 'keep' ? names : common;
}

/** Types that never meet: the column is read as text once it is cast. */
function askType(name: string, all: readonly Draft[], { index, findings }: StackPlace): boolean {
  const types = all.flatMap((draft) =>
    draft.rows.columns
      .filter((column) => column.name === name)
      .map((column) => `${column.nativeType} in ${draft.branch.table.object.name}`),
  );
  const answer = askOne(findings, {
    id: `union_type_${index}_${name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '_')}`,
    field: 'columns',
    question: `"${name}" is ${types.join(' and ')}, which cannot be stacked. Should it be text in all?`,
    choices: [
      { value: 'text', label: 'text in all', because: 'every value can be written as text' },
    ],
  });
  if (answer === null) return false;
  for (const draft of all) {
    const column = draft.rows.columns.find((one) => one.name === name);
    if (column === undefined || column.type.kind === 'text') continue;
    const operand = { kind: 'column', name } as const;
    addColumns(draft, [{ name, expression: { kind: 'cast', operand, to: { kind: 'text' } } }]);
  }
  return true;
}

/** Every input has the same columns: what is missing is empty, what is not wanted left out. */
function align(draft: Draft, columns: readonly CatalogColumn[]): void {
  const own = new Set(draft.rows.columns.map((column) => column.name));
  const missing = columns
    .filter((column) => !own.has(column.name))
    .map(({ name, type }): MadeColumn => {
      const nothing = { kind: 'literal', type: 'null', value: null } as const;
      return { name, expression: { kind: 'cast', operand: nothing, to: type } };
    });
  if (missing.length > 0) addColumns(draft, missing);
  const names = columns.map((column) => column.name);
  if (draft.columns.every((name) => names.includes(name))) return;
  push(draft, 'select', (base) => ({ ...base, op: 'select', columns: names }));
}

/** `orders_2023` and `orders_2024` are `orders_all`. */
function nameOf(all: readonly Draft[]): string {
  const names = all.map((draft) => draft.branch.table.object.name);
  const [first = ''] = names;
  let length = first.length;
  while (length > 0 && !names.every((name) => name.startsWith(first.slice(0, length)))) length -= 1;
  const shared = first.slice(0, length).replaceAll(/[^\p{L}]+$/gu, '');
  return tableName(shared.length >= 3 ? `${shared}_all` : names.join('_and_'));
}
