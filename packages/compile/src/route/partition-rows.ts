import {
  parseExpression,
  type Expression,
  type PartitionSize,
  type Schema,
  type StepOf,
} from '@ai-etl/core';
import { conjuncts } from '../dialects/join-condition.ts';
import type { EstimateContext } from './source-table.ts';

type Operator = 'eq' | 'lt' | 'le' | 'gt' | 'ge';

const mirrored: Readonly<Record<Operator, Operator>> = {
  eq: 'eq',
  lt: 'gt',
  le: 'ge',
  gt: 'lt',
  ge: 'le',
};

/**
 * Rows of the partitions that a filter right behind files may keep: no other leaves the source. undefined where
 * nothing is known of partitions. A condition that is not a comparison with a literal keeps them all.
 */
export function partitionRows(
  step: StepOf<'filter'>,
  context: EstimateContext,
): number | null | undefined {
  const { spec } = context.resolution;
  const conditions: Expression[] = [];
  let next: StepOf<'filter'> | undefined = step;
  let input: string | undefined;
  while (next !== undefined) {
    const parsed = parseExpression(next.where);
    if (parsed.ok) conditions.push(...conjuncts(parsed.expression));
    [input] = next.inputs;
    next = spec.steps.find(
      (one): one is StepOf<'filter'> => one.id === input && one.op === 'filter',
    );
  }
  const source = spec.sources.find(({ id }) => id === input);
  if (source?.path === undefined) return undefined;
  const parts = context.environment.pathSizes?.get(source.id)?.partitions ?? [];
  if (parts.length === 0) return undefined;
  const schema = context.environment.querySchemas.get(source.id) ?? [];
  return parts
    .filter((part) => conditions.every((one) => mayKeep(one, part, schema)))
    .reduce<number | null>(
      (sum, { rows }) => (sum === null || rows === null ? null : sum + rows),
      0,
    );
}

/** False only where the condition is certainly not true in the partition. */
function mayKeep(condition: Expression, part: PartitionSize, schema: Schema): boolean {
  switch (condition.kind) {
    case 'binary': {
      const { op, left, right } = condition;
      if (op === 'or') return [left, right].some((one) => mayKeep(one, part, schema));
      if (op === 'and') return [left, right].every((one) => mayKeep(one, part, schema));
      if (!isOperator(op)) return true;
      return left.kind === 'literal'
        ? compared(right, mirrored[op], left, { part, schema })
        : compared(left, op, right, { part, schema });
    }
    case 'in':
      if (condition.negated) return true;
      return condition.items.some((one) =>
        compared(condition.operand, 'eq', one, { part, schema }),
      );
    case 'between':
      if (condition.negated) return true;
      return (
        compared(condition.operand, 'ge', condition.low, { part, schema }) &&
        compared(condition.operand, 'le', condition.high, { part, schema })
      );
    default:
      return true;
  }
}

function compared(
  column: Expression,
  op: Operator,
  literal: Expression,
  { part, schema }: { readonly part: PartitionSize; readonly schema: Schema },
): boolean {
  if (column.kind !== 'column' || literal.kind !== 'literal') return true;
  if (!Object.hasOwn(part.values, column.name)) return true;
  const value = part.values[column.name] ?? null;
  // A comparison with NULL is not true.
  if (value === null || literal.type === 'null') return false;
  const kind = schema.find(({ name }) => name === column.name)?.type.kind;
  const wanted = 'value' in literal ? String(literal.value) : undefined;
  if (wanted === undefined) return true;
  if (kind === 'text') return literal.type !== 'text' || op !== 'eq' || value === wanted;
  if (kind === 'date') return literal.type !== 'date' || holds(op, value, wanted);
  if (kind !== 'int64' || literal.type !== 'integer') return true;
  return !/^-?\d+$/.test(value) || holds(op, BigInt(value), BigInt(wanted));
}

function holds<T extends string | bigint>(op: Operator, value: T, wanted: T): boolean {
  switch (op) {
    case 'eq':
      return value === wanted;
    case 'lt':
      return value < wanted;
    case 'le':
      return value <= wanted;
    case 'gt':
      return value > wanted;
    case 'ge':
      return value >= wanted;
  }
}

function isOperator(op: string): op is Operator {
  return Object.hasOwn(mirrored, op);
}
