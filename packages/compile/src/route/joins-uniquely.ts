import { parseExpression, type Expression, type StepOf } from '@ai-etl/core';
import { conjuncts } from '../dialects/join-condition.ts';
import { tableOf, type EstimateContext } from './source-table.ts';

/** Ops that neither repeat rows nor rename the columns they pass on. */
const keepsKeys: ReadonlySet<string> = new Set(['filter', 'select', 'derive', 'sort', 'limit']);

/** True when the join finds rows of a side by a primary or unique key: each is met at most once. */
export function joinsUniquely(
  step: StepOf<'join'>,
  side: 'left' | 'right',
  context: EstimateContext,
): boolean {
  const [left, right] = step.inputs;
  const id = side === 'left' ? left : right;
  const other = side === 'left' ? right : left;
  const parsed = parseExpression(step.on);
  if (!parsed.ok || id === undefined || other === undefined) return false;
  const equated = new Set(
    conjuncts(parsed.expression).flatMap((one) => equatedColumn(one, { id, other })),
  );
  return keysOf(id, context).some(
    (key) => key.length > 0 && key.every((column) => equated.has(column)),
  );
}

/** The side's column of an equality between both sides. */
function equatedColumn(
  condition: Expression,
  { id, other }: { readonly id: string; readonly other: string },
): readonly string[] {
  if (condition.kind !== 'binary' || condition.op !== 'eq') return [];
  const { left, right } = condition;
  if (left.kind !== 'column' || right.kind !== 'column') return [];
  if (left.table === id && right.table === other) return [left.name];
  return right.table === id && left.table === other ? [right.name] : [];
}

/** Keys of the table behind a node, while nothing on the way repeats rows or changes them. */
function keysOf(id: string, context: EstimateContext): readonly (readonly string[])[] {
  const { spec } = context.resolution;
  const step = spec.steps.find((one) => one.id === id);
  if (step !== undefined) {
    const [input] = step.inputs;
    if (step.op === 'aggregate') return [step.group_by.map(({ name }) => name)];
    if (input === undefined || !keepsKeys.has(step.op)) return [];
    const changed = step.op === 'derive' ? step.columns.map(({ name }) => name) : [];
    return keysOf(input, context).filter((key) => !key.some((name) => changed.includes(name)));
  }
  const source = spec.sources.find((one) => one.id === id);
  const table = source === undefined ? undefined : tableOf(source, context);
  return table === undefined ? [] : [table.primaryKey, ...table.uniqueKeys];
}
