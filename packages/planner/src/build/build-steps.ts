import type { CatalogTable, Expression } from '@ai-etl/core';
import type { FilterIntent, OperationIntent } from '../ir/index.ts';
import { assume, type Findings } from '../link/findings.ts';
import { eventColumns, hasClearEvent, linkColumn, measureColumns } from '../link/link-column.ts';
import { linkState } from '../link/link-state.ts';
import { certain } from '../link/score-name.ts';
import type { Branch, BuiltBranch } from './branch.ts';
import { addStates } from './build-spoken.ts';
import { buildCondition } from './condition.ts';
import {
  addDedupe,
  addFilter,
  dropColumns,
  keepColumns,
  linkAll,
  printColumn,
  push,
  type Draft,
  type Place,
} from './step-draft.ts';

/** Branches, and what is done to their rows. */
export interface StepsRequest {
  readonly branches: readonly Branch[];
  readonly operations: readonly OperationIntent[];
  readonly findings: Findings;
}

/** Filters first, then what looks at rows, then what shapes columns: the order that loses nothing. */
const phases: readonly (readonly OperationIntent['op'][])[] = [
  ['filter'],
  ['dedupe'],
  ['mask'],
  ['sort'],
  ['limit'],
  ['select', 'drop_columns'],
  ['rename'],
];

/** Turns operations into the steps of each branch; what is unclear becomes a question. */
export function buildSteps(request: StepsRequest): BuiltBranch[] {
  const drafts = request.branches.map((branch): Draft => ({
    branch,
    steps: [],
    conditions: [],
    columns: branch.table.columns.map(({ name }) => ({ name, from: name })),
  }));
  for (const draft of drafts) addStates(draft, request.findings);
  for (const ops of phases) {
    request.operations.forEach((operation, index) => {
      if (ops.includes(operation.op))
        addOperation(drafts, operation, { index: index + 1, findings: request.findings });
    });
  }
  return drafts.map(({ branch, steps, columns, conditions }) => ({
    branch,
    steps,
    conditions,
    columns: columns.map((column) => column.name),
  }));
}

function addOperation(drafts: readonly Draft[], operation: OperationIntent, place: Place): void {
  const [only] = drafts;
  if (only === undefined) return;
  const able =
    drafts.length === 1 ? drafts : drafts.filter((draft) => isAble(operation, draft.branch.table));
  if (able.length < drafts.length && able.length > 0) {
    assume(place.findings, {
      path: 'steps',
      value: `"${operation.evidence.text}" applies to ${able.map((draft) => draft.branch.table.object.name).join(', ')}`,
      because: 'the other tables have no such column',
    });
  }
  for (const draft of able.length > 0 ? able : [only]) applyTo(draft, operation, place);
}

/** Whether a table of several can take an operation without a question. */
function isAble(operation: OperationIntent, table: CatalogTable): boolean {
  const has = (name: string): boolean => {
    const linked = linkColumn(name, table);
    return linked.column !== null && linked.score >= certain - 0.05;
  };
  switch (operation.op) {
    case 'filter':
      return operation.any.every((condition) => {
        if (condition.column !== null) return has(condition.column);
        if (condition.cmp === 'state' || condition.cmp === 'not_state')
          return condition.values.every(
            (value) => linkState(String(value.value), table).length > 0,
          );
        if (condition.cmp === 'period' || condition.values.some((value) => value.type === 'date'))
          return eventColumns(table).length > 0 && hasClearEvent(table);
        return measureColumns(table).length === 1;
      });
    case 'select':
    case 'drop_columns':
    case 'mask':
      return operation.columns.some(has);
    case 'dedupe':
      return operation.keys.every(has);
    case 'rename':
      return has(operation.from);
    case 'sort':
      return has(operation.column);
    case 'limit':
    case 'join':
    case 'aggregate':
    case 'union':
    case 'derive':
    case 'cast':
    case 'split':
    case 'fill_null':
    case 'window':
    case 'pivot':
    case 'flatten':
    case 'explode':
      return true;
  }
}

function applyTo(draft: Draft, operation: OperationIntent, place: Place): void {
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
    case 'rename': {
      const from = linkAll(draft, [operation.from], place)?.[0];
      if (from === undefined) return;
      push(draft, 'rename', (base) => ({
        ...base,
        op: 'rename',
        columns: [{ from, to: operation.to }],
      }));
      draft.columns = draft.columns.map((column) =>
        column.from === from ? { ...column, name: operation.to } : column,
      );
      return;
    }
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
    case 'join':
    case 'aggregate':
    case 'union':
    case 'derive':
    case 'cast':
    case 'split':
    case 'fill_null':
    case 'window':
    case 'pivot':
    case 'flatten':
    case 'explode':
      // Named in a question by build-notes: never left out in silence.
      return;
  }
}

function addMask(
  draft: Draft,
  operation: Extract<OperationIntent, { op: 'mask' }>,
  place: Place,
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

function addCondition(draft: Draft, filter: FilterIntent, place: Place): void {
  const { table, id } = draft.branch;
  const built = filter.any.map((condition, at) =>
    buildCondition(condition, {
      table,
      findings: place.findings,
      id: at === 0 ? `filter_${place.index}` : `filter_${place.index}_${at + 1}`,
      path: `steps.${id}.filter`,
    }),
  );
  const found = built.filter((one) => one !== null);
  const [first, ...rest] = found;
  if (first === undefined || found.length < built.length) return;
  addFilter(
    draft,
    rest.reduce<Expression>((left, right) => ({ kind: 'binary', op: 'or', left, right }), first),
  );
}
