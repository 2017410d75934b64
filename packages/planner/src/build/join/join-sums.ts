import { isNumeric, type CatalogTable, type ForeignKey } from '@ai-etl/core';
import { askOne, assume } from '../../link/findings.ts';
import { madeNames, resultNames, type NumberedOperation } from '../operation-names.ts';
import { addAggregate } from '../shape/add-aggregate.ts';
import { amountColumns, amountOf, isMoneyWord } from '../shape/money-column.ts';
import type { ShapePorts } from '../shape/shape-place.ts';
import { linkIn, openDraft, push, setRows, type Draft } from '../step-draft.ts';
import type { TableLookup } from './find-right.ts';
import { addJoin } from './join-drafts.ts';

/** A number of many rows that belong to one: the total of the orders of a customer. */
interface SumOption {
  readonly table: CatalogTable;
  readonly key: ForeignKey;
  readonly column: string;
  /** Whether the table refers by this key alone. */
  readonly isOnly: boolean;
}

/**
 * "rank customers by spend" where orders refer to customers and have the amounts: their sum is joined
 * to each row, as an assumption where there is one such number, else it is asked.
 */
export function joinSums(
  draft: Draft,
  operations: readonly NumberedOperation[],
  ports: ShapePorts & { readonly lookup: TableLookup },
): void {
  const made = new Set(
    operations.flatMap(({ operation }) => [...madeNames(operation), ...resultNames(operation)]),
  );
  for (const { operation, index } of operations) {
    for (const word of wordsOf(operation)) {
      const isKnown = made.has(word.toLowerCase()) && operation.op !== 'aggregate';
      if (draft.isOpen || isKnown || !isMoneyWord(word)) continue;
      const own = linkIn(draft, word, (column) => isNumeric(column.type)).column;
      if (own !== null || amountColumns(draft.rows).length > 0) continue;
      const options = optionsFor(draft);
      if (options.length === 0) continue;
      const chosen = choose(draft, { word, index, options }, ports);
      if (chosen === null) draft.isOpen = true;
      else joinSum(draft, chosen, { ...ports, word, index });
    }
  }
}

function wordsOf(operation: NumberedOperation['operation']): readonly string[] {
  switch (operation.op) {
    case 'window_column':
      return [operation.orderBy, operation.column].filter((name) => name !== null);
    case 'sort':
      return [operation.column];
    case 'aggregate':
      return operation.measures.flatMap(({ fn, column }) =>
        fn === 'sum' || fn === 'avg' ? [column] : [],
      );
    default:
      return [];
  }
}

/** Amounts of tables that refer to the draft's own: the one of each, else all that it has. */
function optionsFor({ branch }: Draft): readonly SumOption[] {
  const { catalog } = branch.connection;
  const schema = catalog?.defaultSchema ?? '';
  const nameOf = (object: CatalogTable['object']): string =>
    `${object.schema ?? schema}.${object.name}`;
  return (catalog?.tables ?? []).flatMap((table) => {
    // A sale has a seller and a buyer: whose it is decides the sum.
    const keys = table.foreignKeys.filter(
      (one) => nameOf(one.references) === nameOf(branch.table.object),
    );
    if (table === branch.table) return [];
    const amount = amountOf(table);
    const columns = amount === null ? amountColumns(table) : [amount];
    return keys.flatMap((key) =>
      columns.map(({ name }): SumOption => ({
        table,
        key,
        column: name,
        isOnly: keys.length === 1,
      })),
    );
  });
}

function choose(
  draft: Draft,
  {
    word,
    index,
    options,
  }: { readonly word: string; readonly index: number; readonly options: readonly SumOption[] },
  { findings }: ShapePorts,
): SumOption | null {
  const own = draft.branch.table.object.name;
  const textOf = ({ table, key, column, isOnly }: SumOption): string =>
    `${table.object.name}.${column}${isOnly ? '' : ` by ${key.columns.join(', ')}`}`;
  const [only, ...others] = options;
  if (only !== undefined && others.length === 0) {
    assume(findings, {
      path: `sources.${only.table.object.name}`,
      value: `${word} is the sum of ${textOf(only)}`,
      because: `"${word}" is no column of ${own}; ${only.table.object.name}, which refers to it, has one amount`,
    });
    return only;
  }
  const answer = askOne(findings, {
    id: `sum_${index}`,
    field: 'columns',
    question: `${own} has no "${word}". The sum of which number is meant?`,
    choices: options.map((option) => ({
      value: textOf(option),
      label: textOf(option),
      because: `${option.table.object.name} refers to ${own}`,
    })),
  });
  return options.find((option) => textOf(option) === answer) ?? null;
}

function joinSum(
  draft: Draft,
  { table, key, column }: SumOption,
  {
    word,
    index,
    lookup,
    ...ports
  }: ShapePorts & { readonly word: string; readonly index: number; readonly lookup: TableLookup },
): void {
  const { connection } = draft.branch;
  const id = lookup.nextId(table.object.name);
  const sums = openDraft({ connection, table, id, states: [], unknown: [] });
  const evidence = { start: 0, end: 0, text: word };
  addAggregate(
    sums,
    {
      op: 'aggregate',
      groupBy: key.columns.map((name) => ({ column: name, unit: null })),
      measures: [{ fn: 'sum', column, as: word }],
      evidence,
    },
    { ...ports, piece: null, index },
  );
  const { name } = draft;
  const pairs = key.columns.flatMap((own, at) => {
    const left = draft.rows.columns.find((one) => one.name === key.referencedColumns[at]);
    const right = sums.rows.columns.find((one) => one.name === own);
    return left === undefined || right === undefined ? [] : [{ left, right }];
  });
  const before = draft.columns;
  draft.reads.push(...sums.reads);
  addJoin(draft, sums, { pairs, how: 'left', findings: ports.findings });
  // The keys of the groups are those of the rows themselves.
  const kept = [...before, draft.columns.at(-1) ?? word];
  push(draft, 'select', (base) => ({ ...base, op: 'select', columns: kept }));
  const columns = draft.rows.columns.filter((one) => kept.includes(one.name));
  setRows(draft, { ...draft.rows, columns });
  draft.name = name;
}
