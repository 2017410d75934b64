import type { Resolution } from '@ai-etl/core';
import { hostileRows } from '../differential/hostile-rows.ts';
import type { StepInput } from '../golden/golden-case.ts';
import { goldenTables } from '../golden/tables.ts';
import type { GrownColumn } from './grow-expression.ts';
import type { GrownNode } from './growth.ts';

/** A golden table as the source of a spec. */
export function tableNode(id: string, table: string): GrownNode {
  const columns = (goldenTables[table] ?? []).map((column) => ({ ...column, exact: true }));
  return { id, columns, rows: hostileRows[table]?.length ?? 0 };
}

/** A step with the columns that resolving found. */
export function stepNode(
  step: StepInput,
  resolution: Resolution,
  nodes: readonly GrownNode[],
): GrownNode {
  const inputs = step.inputs.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  const columns = (resolution.schemas.get(step.id) ?? []).map((column) => ({
    ...column,
    exact: column.type.kind !== 'float64' || isPassed(column.name, step, inputs),
  }));
  return { id: step.id, columns, rows: rowsOf(step, inputs) };
}

const passing: readonly string[] = [
  'filter',
  'select',
  'dedupe',
  'sort',
  'limit',
  'sample',
  'mask',
];

/** Whether a float comes through as it was stored. */
function isPassed(name: string, step: StepInput, inputs: readonly GrownNode[]): boolean {
  const isExact = (columns: readonly GrownColumn[]) =>
    columns.some((column) => column.name === name && column.exact);
  if (passing.includes(step.op)) return inputs.every(({ columns }) => isExact(columns));
  return step.op === 'join' && isExact(inputs[0]?.columns ?? []);
}

function rowsOf(step: StepInput, inputs: readonly GrownNode[]): number {
  const [first = 0, second = 1] = inputs.map(({ rows }) => rows);
  switch (step.op) {
    case 'join':
      return ['semi', 'anti', 'asof'].includes(step.how) ? first : first * second + first + second;
    case 'union':
      return first + second;
    case 'unpivot':
      return first * step.columns.length;
    case 'limit':
      return Math.min(first, step.count);
    default:
      return first;
  }
}
