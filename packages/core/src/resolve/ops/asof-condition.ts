import type { BinaryExpression, Expression } from '../../expression/ast.ts';

/** Which right row belongs to a left one: equal keys, and nearest by `left op right`. */
export interface AsofCondition {
  readonly keys: readonly { readonly left: Expression; readonly right: Expression }[];
  readonly op: AsofOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type AsofOperator = 'lt' | 'le' | 'gt' | 'ge';

/** An input of the join: its id and the names of its columns. */
export interface AsofSide {
  readonly id: string;
  readonly columns: readonly string[];
}

const mirrored: Readonly<Record<AsofOperator, AsofOperator>> = {
  lt: 'gt',
  le: 'ge',
  gt: 'lt',
  ge: 'le',
};

/**
 * Takes the condition of an as-of join apart: equalities between both sides and exactly one
 * inequality, joined by AND. A text says why it cannot be one.
 */
export function readAsofCondition(
  on: Expression,
  left: AsofSide,
  right: AsofSide,
): AsofCondition | string {
  const keys: { left: Expression; right: Expression }[] = [];
  const order: { op: AsofOperator; left: Expression; right: Expression }[] = [];
  for (const part of conjuncts(on)) {
    const sides = part.kind === 'binary' ? turn(part, left, right) : undefined;
    if (sides === undefined) {
      return 'each part of the condition compares something of the left with something of the right';
    }
    const { op } = sides;
    if (op === 'eq') keys.push({ left: sides.left, right: sides.right });
    else if (isAsofOperator(op)) order.push({ op, left: sides.left, right: sides.right });
    else return 'parts are equalities, or the one inequality';
  }
  const [only] = order;
  if (only === undefined) return 'one part must be an inequality such as left.at >= right.at';
  if (order.length > 1) return 'only one part may be an inequality';
  return { keys, ...only };
}

function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'binary' && expression.op === 'and'
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
}

/** The comparison with the left input's side on the left. */
function turn(
  part: BinaryExpression,
  left: AsofSide,
  right: AsofSide,
): Pick<BinaryExpression, 'op' | 'left' | 'right'> | undefined {
  if (isOf(part.left, left, right) && isOf(part.right, right, left)) return part;
  if (!isOf(part.left, right, left) || !isOf(part.right, left, right)) return undefined;
  const op = isAsofOperator(part.op) ? mirrored[part.op] : part.op;
  return { op, left: part.right, right: part.left };
}

function isAsofOperator(op: BinaryExpression['op']): op is AsofOperator {
  return Object.hasOwn(mirrored, op);
}

/** True when the expression names columns, all of them of the one side. */
function isOf(expression: Expression, side: AsofSide, other: AsofSide): boolean {
  const columns = columnsIn(expression);
  return (
    columns.length > 0 &&
    columns.every(({ table, name }) =>
      table === undefined
        ? side.columns.includes(name) && !other.columns.includes(name)
        : table === side.id,
    )
  );
}

interface NamedColumn {
  readonly table?: string;
  readonly name: string;
}

/** Every column anywhere in an expression: plain data, whatever its kind. */
function columnsIn(node: unknown): readonly NamedColumn[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn);
  if (typeof node !== 'object' || node === null) return [];
  if (isColumn(node)) return [node];
  return Object.values(node).flatMap(columnsIn);
}

function isColumn(node: object): node is NamedColumn {
  return 'kind' in node && node.kind === 'column';
}
