import {
  measureShapes,
  rareMeasureShapes,
  unorderedWindowShapes,
  windowShapes,
} from './measure-shapes.ts';
import {
  columnText,
  fill,
  growExpression,
  isKey,
  kindOf,
  type GrownColumn,
} from './grow-expression.ts';
import { scopeOf, type GrownNode, type Growth, type StepGrower } from './growth.ts';

/** Ops that look at many rows. */

export const growAggregate: StepGrower = (growth) => {
  const { input, choices, id, name } = growth;
  const keys = input.columns.filter(isKey);
  const groups = choices.rarely(5) || keys.length === 0 ? [] : choices.some(keys, 2);
  const groupBy = groups.map((column) => ({
    name: column.name,
    expression: choices.rarely(4)
      ? growExpression(kindOf(column) ?? 'int', 2, scopeOf(growth))
      : columnText(column.name),
  }));
  const measures = Array.from({ length: 1 + choices.below(4) }, () => ({
    name: name(),
    expression: growMeasure(growth),
  }));
  return [{ id: id(), op: 'aggregate', inputs: [input.id], group_by: groupBy, measures }];
};

function growMeasure(growth: Growth): string {
  const { choices } = growth;
  const shape = choices.one(choices.rarely(60) ? rareMeasureShapes : measureShapes) ?? 'count(*)';
  return fill(shape, 1, scopeOf(growth));
}

/** Whole rows where every column can tell rows apart, else keys. */
export const growDedupe: StepGrower = (growth) => {
  const { input, choices, id } = growth;
  if (hasLists(input)) return undefined;
  if (input.columns.every(isKey) && choices.below(2) === 0) {
    return [{ id: id(), op: 'dedupe', inputs: [input.id], keys: [] }];
  }
  const keys = choices.some(input.columns.filter(isKey), 2).map(({ name }) => name);
  if (keys.length === 0) return undefined;
  const keep = choices.one(['last', 'first'] as const) ?? 'last';
  const orderBy = orderKeys(growth);
  return [{ id: id(), op: 'dedupe', inputs: [input.id], keys, keep, order_by: [...orderBy] }];
};

/** A sort, and mostly the first rows of it: alone it changes no row. */
export const growSort: StepGrower = (growth) => {
  const { input, choices, id } = growth;
  const by = orderKeys(growth);
  if (by.length === 0 || hasLists(input)) return undefined;
  const sorted = { id: id(), op: 'sort' as const, inputs: [input.id], by: [...by] };
  if (choices.rarely(4)) return [sorted];
  const count = choices.below(9);
  const offset = choices.rarely(3) ? 1 + choices.below(3) : 0;
  return [sorted, { id: id(), op: 'limit', inputs: [sorted.id], count, offset }];
};

export const growLimit: StepGrower = ({ input, choices, id }) =>
  hasLists(input)
    ? undefined
    : [{ id: id(), op: 'limit', inputs: [input.id], count: 1 + choices.below(12), offset: 0 }];

/** All columns break ties, and lists have no order that is the same everywhere. */
function hasLists({ columns }: GrownNode): boolean {
  return columns.some(({ type }) => type.kind === 'list');
}

function orderKeys(growth: Growth) {
  const { input, choices } = growth;
  return choices.some(input.columns.filter(isKey), 2).map((column) => ({
    by: choices.rarely(4)
      ? growExpression(kindOf(column) ?? 'int', 1, scopeOf(growth))
      : columnText(column.name),
    direction: choices.one(['asc', 'desc'] as const) ?? 'asc',
    nulls: choices.one(['last', 'first'] as const) ?? 'last',
  }));
}

export const growWindow: StepGrower = (growth) => {
  const { input, choices, id, name } = growth;
  // Equal rows may be numbered either way, but then all columns of a step in the same way: one is tried.
  const count = 1 + choices.below(2);
  const columns = Array.from({ length: count }, (_one, index) => ({
    name: name(),
    expression: growWindowCall(growth, index === 0 ? windowShapes : unorderedWindowShapes),
  }));
  return input.columns.some(isKey) && !hasLists(input)
    ? [{ id: id(), op: 'window', inputs: [input.id], columns }]
    : undefined;
};

function growWindowCall(growth: Growth, shapes: readonly string[]): string {
  const { input, choices } = growth;
  const keys = input.columns.filter(isKey).map(({ name }) => columnText(name));
  const partition = () =>
    choices.below(2) === 0 ? '' : `PARTITION BY ${choices.some(keys, 2).join(', ')}`;
  const direction = () => choices.one(['', ' DESC', ' NULLS FIRST', ' DESC NULLS FIRST']) ?? '';
  const order = () =>
    `ORDER BY ${choices
      .some(keys, 2)
      .map((key) => `${key}${direction()}`)
      .join(', ')}`;
  const shape = choices.one(shapes) ?? '';
  return fill(shape, 1, scopeOf(growth))
    .replaceAll('{partition}', partition)
    .replaceAll('{order}', order);
}

export const growPivot: StepGrower = (growth) => {
  const { input, choices, id, name } = growth;
  const turned = choices.one(input.columns.filter((column) => valuesOf(column).length > 0));
  const index = choices
    .some(
      input.columns.filter((column) => isKey(column) && column !== turned),
      2,
    )
    .map((column) => column.name);
  if (turned === undefined || index.length === 0) return undefined;
  const values = choices.some(valuesOf(turned), 3).map((value) => ({ value, name: name() }));
  const measure = growMeasure(growth);
  return [
    { id: id(), op: 'pivot', inputs: [input.id], index, column: turned.name, values, measure },
  ];
};

/** Some values, there and not there. */
function valuesOf({ type }: GrownColumn): readonly string[] {
  switch (type.kind) {
    case 'bool':
      return ['true', 'false'];
    case 'int32':
    case 'int64':
      return ['1', '0', '-5', '3'];
    case 'text':
      return ['paid', '', 'a', 'É', 'e\u0301', "it's", 'B'];
    case 'date':
      return ['2024-03-31', '1969-12-31', '2024-02-29'];
    default:
      return [];
  }
}

export const growUnpivot: StepGrower = ({ input, choices, id, name }) => {
  const first = choices.one(input.columns);
  if (first === undefined) return undefined;
  const same = input.columns.filter((column) => column.type.kind === first.type.kind);
  const columns = choices.some(same, 3).map((column) => column.name);
  return [
    {
      id: id(),
      op: 'unpivot',
      inputs: [input.id],
      columns: [...columns],
      name_to: name(),
      value_to: name(),
    },
  ];
};
