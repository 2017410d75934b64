import type { Expression } from '@ai-etl/core';
import type { FilterIntent, OperationIntent } from '../ir/index.ts';
import { buildCondition } from './condition.ts';
import { addAggregate } from './shape/add-aggregate.ts';
import { addCast } from './shape/add-cast.ts';
import { addDerive } from './shape/add-derive.ts';
import { addFill } from './shape/add-fill.ts';
import { addPivot } from './shape/add-pivot.ts';
import { addSplit } from './shape/add-split.ts';
import { addWindowColumn } from './shape/add-window.ts';
import { renamedRows } from './shape/made-rows.ts';
import type { ShapePlace } from './shape/shape-place.ts';
import {
  addDedupe,
  addFilter,
  dropColumns,
  keepColumns,
  linkAll,
  printColumn,
  push,
  type Draft,
} from './step-draft.ts';

/** Adds the steps of one operation behind what is there; what is unclear becomes a question. */
export function applyOperation(draft: Draft, operation: OperationIntent, place: ShapePlace): void {
  switch (operation.op) {
    case 'filter':
      return addCondition(draft, operation, place);
    case 'dedupe':
      return addDedupe(draft, operation, place);
    case 'select':
      return keepColumns(draft, linkAll(draft, operation.columns, place) ?? []);
    case 'drop_columns':
      return dropColumns(draft, operation, place);
    case 'mask':
      return addMask(draft, operation, place);
    case 'rename':
      return addRename(draft, operation, place);
    case 'sort': {
      const column = linkAll(draft, [operation.column], place)?.[0];
      if (column !== undefined)
        push(draft, 'sort', (base) => ({
          ...base,
          op: 'sort',
          by: [{ by: printColumn(column), direction: operation.direction }],
        }));
      return;
    }
    case 'limit':
      return push(draft, 'limit', (base) => ({ ...base, op: 'limit', count: operation.count }));
    case 'aggregate':
      return addAggregate(draft, operation, place);
    case 'derive':
      return addDerive(draft, operation, place);
    case 'cast':
      return addCast(draft, operation, place);
    case 'split':
      return addSplit(draft, operation, place);
    case 'fill_null':
      return addFill(draft, operation, place);
    case 'window_column':
      return addWindowColumn(draft, operation, place);
    case 'pivot':
      return addPivot(draft, operation, place);
    // Of these, rows of several tables are made before, and a piece of time belongs to what is grouped.
    case 'window':
    case 'join':
    case 'union':
    case 'flatten':
    case 'explode':
      // Named in a question by build-notes: never left out in silence.
      return;
  }
}

function addRename(
  draft: Draft,
  { from: said, to }: Extract<OperationIntent, { op: 'rename' }>,
  place: ShapePlace,
): void {
  const from = linkAll(draft, [said], place)?.[0];
  if (from === undefined) return;
  push(draft, 'rename', (base) => ({ ...base, op: 'rename', columns: [{ from, to }] }));
  draft.rows = renamedRows(draft.rows, { from, to });
  draft.columns = draft.columns.map((name) => (name === from ? to : name));
  draft.aliases = new Map([...draft.aliases, [from.toLowerCase(), to], [said.toLowerCase(), to]]);
}

function addMask(
  draft: Draft,
  operation: Extract<OperationIntent, { op: 'mask' }>,
  place: ShapePlace,
): void {
  const { method, keepLast } = operation;
  // Encryption has no step yet: build-notes asks about it.
  if (method === 'encrypt') return;
  const columns = linkAll(draft, operation.columns, place);
  if (columns === null) return;
  push(draft, 'mask', (base) => ({
    ...base,
    op: 'mask',
    columns: columns.map((name) => ({
      name,
      method,
      ...(method === 'partial' && keepLast !== undefined ? { keep_last: keepLast } : {}),
    })),
  }));
}

function addCondition(draft: Draft, filter: FilterIntent, place: ShapePlace): void {
  const { id } = draft.branch;
  const built = filter.any.map((condition, at) =>
    buildCondition(
      { ...condition, column: nameIn(draft, condition.column) },
      {
        table: draft.rows,
        findings: place.findings,
        id: at === 0 ? `filter_${place.index}` : `filter_${place.index}_${at + 1}`,
        path: `steps.${id}.filter`,
      },
    ),
  );
  const found = built.filter((one) => one !== null);
  const [first, ...rest] = found;
  if (first === undefined || found.length < built.length) return;
  addFilter(
    draft,
    rest.reduce<Expression>((left, right) => ({ kind: 'binary', op: 'or', left, right }), first),
  );
}

/** What the sentence calls a computed column is that column. */
function nameIn({ aliases }: Draft, words: string | null): string | null {
  return words === null ? null : (aliases.get(words.toLowerCase()) ?? words);
}
