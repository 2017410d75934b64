import type { StepInput } from '../golden/golden-case.ts';
import { columnText, growExpression, isKey, kindOf, type GrownColumn } from './grow-expression.ts';
import { derivedKinds, scopeOf, type GrownNode, type Growth, type StepGrower } from './growth.ts';

/** Ops with two inputs. */

const mostRows = 1500;
const plainJoins = ['inner', 'left', 'right', 'full', 'semi', 'anti'] as const;

interface Pair {
  readonly left: GrownColumn;
  readonly right: GrownColumn;
}

/** Joins are on equal columns of one kind, and sometimes on something more. */
export const growJoin: StepGrower = (growth) => {
  const { input, choices } = growth;
  const other = otherNode(growth);
  if (other === undefined) return undefined;
  const fits = input.rows * other.rows <= mostRows;
  const how = choices.one(fits ? plainJoins : (['semi', 'anti'] as const)) ?? 'semi';
  const pair = choices.one(pairs(input, other));
  if (pair === undefined) return undefined;
  const equal = compared(pair, '=', { input, other });
  const more = choices.rarely(3) ? choices.one(pairs(input, other)) : undefined;
  const sign = choices.one(['<>', '<', '>=']) ?? '<>';
  const on =
    more === undefined || !isOrdered(more.left)
      ? equal
      : `${equal} AND ${compared(more, sign, { input, other })}`;
  return [joined(growth, { other, how, on })];
};

/** The nearest row by a column that is ordered, within equal ones or among all. */
export const growAsof: StepGrower = (growth) => {
  const { input, choices } = growth;
  const other = otherNode(growth);
  if (other === undefined) return undefined;
  const at = choices.one(pairs(input, other).filter(({ left }) => isOrdered(left)));
  if (at === undefined) return undefined;
  const key = choices.below(2) === 0 ? undefined : choices.one(pairs(input, other));
  const nearest = compared(at, choices.one(['>=', '>', '<=', '<']) ?? '>=', { input, other });
  const on = key === undefined ? nearest : `${compared(key, '=', { input, other })} AND ${nearest}`;
  return [joined(growth, { other, how: 'asof', on })];
};

function joined(
  { input, id }: Growth,
  {
    other,
    how,
    on,
  }: {
    readonly other: GrownNode;
    readonly how: (typeof plainJoins)[number] | 'asof';
    readonly on: string;
  },
): StepInput {
  return {
    id: id(),
    op: 'join',
    inputs: [input.id, other.id],
    how,
    on,
    suffix: freeSuffix(input, other),
  };
}

/** A suffix with which no two columns are called the same, whatever the case of their letters. */
function freeSuffix(input: GrownNode, other: GrownNode): string {
  const own = input.columns.map(({ name }) => name.toLowerCase());
  const others = other.columns.map(({ name }) => name.toLowerCase());
  let suffix = '_r';
  for (let count = 2; others.some((name) => own.includes(name + suffix)); count += 1) {
    suffix = `_r${count}`;
  }
  return suffix;
}

function otherNode({ input, nodes, choices }: Growth): GrownNode | undefined {
  return choices.one(nodes.filter(({ id }) => id !== input.id));
}

function pairs(input: GrownNode, other: GrownNode): readonly Pair[] {
  return input.columns
    .filter(isKey)
    .flatMap((left) =>
      other.columns
        .filter((right) => isKey(right) && isComparable(left, right))
        .map((right) => ({ left, right })),
    );
}

function isComparable(left: GrownColumn, right: GrownColumn): boolean {
  const number = (column: GrownColumn) =>
    ['whole', 'decimal', 'exact'].includes(kindOf(column) ?? '');
  return left.type.kind === right.type.kind || (number(left) && number(right));
}

function isOrdered(column: GrownColumn): boolean {
  return !['bool', 'uuid'].includes(column.type.kind);
}

function compared(
  { left, right }: Pair,
  sign: string,
  { input, other }: { readonly input: GrownNode; readonly other: GrownNode },
): string {
  return `${columnText(left.name, input.id)} ${sign} ${columnText(right.name, other.id)}`;
}

/** A few columns of the input over the same columns made of another node's, or of its own. */
export const growUnion: StepGrower = (growth) => {
  const { input, nodes, choices, id } = growth;
  const columns = choices.some(
    input.columns.filter(({ type }) =>
      derivedKinds.some((kind) => kind === type.kind || type.kind.startsWith('int')),
    ),
    3,
  );
  const other = choices.one(nodes);
  if (columns.length === 0 || other === undefined) return undefined;
  const names = columns.map(({ name }) => name);
  const mode = choices.one(['all', 'distinct'] as const) ?? 'all';
  const upper = { id: id(), op: 'select' as const, inputs: [input.id], columns: [...names] };
  const scope = { ...scopeOf(growth), columns: other.columns };
  const made = {
    id: id(),
    op: 'derive' as const,
    inputs: [other.id],
    columns: columns.map((column) => ({
      name: column.name,
      expression: growExpression(kindOf(column) ?? 'text', 1, scope),
    })),
  };
  const lower = { id: id(), op: 'select' as const, inputs: [made.id], columns: names.toReversed() };
  return [upper, made, lower, { id: id(), op: 'union', inputs: [upper.id, lower.id], mode }];
};
