import { printExpression, type CatalogTable, type Expression } from '@ai-etl/core';
import type { FilterIntent, OperationIntent } from '../ir/index.ts';
import { ask, askOne, assume, type Findings } from '../link/findings.ts';
import {
  columnChoices,
  eventColumns,
  hasClearEvent,
  linkColumn,
  measureColumns,
} from '../link/link-column.ts';
import { linkState } from '../link/link-state.ts';
import { certain } from '../link/score-name.ts';
import type { Branch, BuiltBranch, StepInput } from './branch.ts';
import { buildCondition, resolveState } from './condition.ts';

/** Steps of a branch while they are made. */
interface Draft {
  readonly branch: Branch;
  readonly steps: StepInput[];
  readonly conditions: Expression[];
  columns: { name: string; from: string }[];
}

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

interface Place {
  /** Position among the operations, from 1: part of the question's id. */
  readonly index: number;
  readonly findings: Findings;
}

/** "completed orders", "vip customers": what was said beside the table's name. */
function addStates(draft: Draft, findings: Findings): void {
  const { table, id, states, unknown } = draft.branch;
  states.forEach((state) => {
    const path = `steps.${id}.filter`;
    const where = resolveState(state, { table, findings, id: `filter_${id}`, path });
    if (where !== null) addFilter(draft, where);
  });
  for (const word of unknown) {
    const where = askUnknown(word, draft, findings);
    if (where !== null) addFilter(draft, where);
  }
}

/** A word nobody knows is never dropped in silence: it may be a value of some column. */
function askUnknown(word: string, draft: Draft, findings: Findings): Expression | null {
  const { table, id } = draft.branch;
  const texts = table.columns.filter((column) => column.type.kind === 'text');
  const mentioned = texts.filter((column) => column.comment?.toLowerCase().includes(word) === true);
  const offered = mentioned.length > 0 ? mentioned : texts;
  const answer = askOne(findings, {
    id: `filter_${id}_${word.replaceAll(/[^\p{L}\p{N}]/gu, '')}`,
    field: 'filter',
    question: `What does "${word}" mean for ${table.object.name}? Choose the column that holds it, or leave it out.`,
    choices: [
      ...columnChoices(offered).slice(0, 15),
      { value: 'ignore', label: 'leave it out', because: 'all rows are loaded' },
    ],
  });
  if (answer === null || answer === 'ignore') return null;
  return {
    kind: 'binary',
    op: 'eq',
    left: { kind: 'column', name: answer },
    right: { kind: 'literal', type: 'text', value: word },
  };
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
    case 'mask': {
      const columns = linkAll(draft, operation.columns, place);
      if (columns !== null)
        push(draft, 'mask', (base) => ({
          ...base,
          op: 'mask',
          columns: columns.map((name) => ({ name, method: operation.method })),
        }));
      return;
    }
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
      return;
  }
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

function addFilter(draft: Draft, where: Expression): void {
  draft.conditions.push(where);
  push(draft, 'filter', (base) => ({ ...base, op: 'filter', where: printExpression(where) }));
}

function addDedupe(
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

function dropColumns(
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

function keepColumns(draft: Draft, names: readonly string[]): void {
  if (names.length === 0) return;
  push(draft, 'select', (base) => ({ ...base, op: 'select', columns: [...names] }));
  draft.columns = names.map((name) => ({ name, from: name }));
}

/** Columns by the words that name them; one question lists all that are not found. */
function linkAll(draft: Draft, names: readonly string[], place: Place): string[] | null {
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

function push(
  draft: Draft,
  kind: string,
  make: (base: { id: string; inputs: string[] }) => StepInput,
): void {
  const same = draft.steps.filter((step) => step.op === kind).length;
  const id = `${draft.branch.id}_${kind}${same === 0 ? '' : `_${same + 1}`}`;
  const input = draft.steps.at(-1)?.id ?? `source_${draft.branch.id}`;
  draft.steps.push(make({ id, inputs: [input] }));
}

function printColumn(name: string): string {
  return printExpression({ kind: 'column', name });
}
