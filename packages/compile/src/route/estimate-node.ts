import { type ColumnType, type Schema, type Step, type StepOf, upstreamOf } from '@ai-etl/core';
import { joinsUniquely } from './joins-uniquely.ts';
import { partitionRows } from './partition-rows.ts';
import { tableOf, type EstimateContext, type SourceTable } from './source-table.ts';

/** An upper bound of what a node yields, from the catalogs' statistics. */
export interface NodeEstimate {
  readonly rows: number | null;
  readonly bytes: number | null;
}

/** Text of which nothing is known. */
const unknownTextBytes = 32;

/**
 * Estimates a source or step; `columns` are those that will be read, by default all of its own.
 * Filters and groups count with all the rows they may keep: statistics say nothing of them, except of
 * partitions that a path names.
 */
export function estimateNode(
  id: string,
  context: EstimateContext,
  columns: Schema = context.resolution.schemas.get(id) ?? [],
): NodeEstimate {
  const rows = estimateRows(id, context);
  const textBytes = averageTextBytes(id, context);
  const width = columns.reduce((sum, { type }) => sum + (fixedBytes(type) ?? textBytes), 0);
  return { rows, bytes: rows === null ? null : Math.round(rows * width) };
}

function estimateRows(id: string, context: EstimateContext): number | null {
  const { spec } = context.resolution;
  const source = spec.sources.find((one) => one.id === id);
  if (source !== undefined) return tableOf(source, context)?.estimatedRows ?? null;
  const step = spec.steps.find((one) => one.id === id);
  return step === undefined ? null : stepRows(step, context);
}

function stepRows(step: Step, context: EstimateContext): number | null {
  const inputs = step.inputs.map((id) => estimateRows(id, context));
  const first = inputs[0] ?? null;
  switch (step.op) {
    case 'join':
      return joinRows(step, inputs, context);
    case 'filter':
      return partitionRows(step, context) ?? first;
    case 'union':
      return inputs.reduce<number | null>(
        (sum, one) => (sum === null || one === null ? null : sum + one),
        0,
      );
    case 'limit':
      return first === null ? step.count : Math.min(step.count, first);
    case 'aggregate':
      return step.group_by.length === 0 ? 1 : first;
    case 'unpivot':
      return first === null ? null : first * step.columns.length;
    case 'sql':
      return null;
    default:
      return first;
  }
}

/** Known where a side is found by a key of its own: then each row of the other meets at most one. */
function joinRows(
  step: StepOf<'join'>,
  [left = null, right = null]: readonly (number | null)[],
  context: EstimateContext,
): number | null {
  if (step.how === 'semi' || step.how === 'anti' || step.how === 'asof') return left;
  const both = left === null || right === null ? null : left + right;
  if (step.how === 'full') return joinsUniquely(step, 'right', context) ? both : null;
  if (joinsUniquely(step, 'right', context)) return step.how === 'right' ? both : left;
  if (joinsUniquely(step, 'left', context)) return step.how === 'left' ? both : right;
  return null;
}

/** Bytes of a value in the wire form; undefined where they depend on the value. */
function fixedBytes(type: ColumnType): number | undefined {
  switch (type.kind) {
    case 'bool':
      return 2;
    case 'int8':
    case 'int16':
      return 4;
    case 'int32':
      return 7;
    case 'int64':
    case 'decimal':
    case 'float32':
      return 10;
    case 'date':
      return 11;
    case 'float64':
    case 'time':
      return 17;
    case 'timestamp':
    case 'timestamptz':
      return 27;
    case 'uuid':
      return 37;
    case 'text':
    case 'bytes':
    case 'json':
    case 'list':
      return undefined;
  }
}

/** What is left of a table's row when the columns of fixed width are taken off, on average. */
function averageTextBytes(id: string, context: EstimateContext): number {
  const upstream = upstreamOf(id, context.resolution.spec);
  const sources = context.resolution.spec.sources.filter((one) => upstream.has(one.id));
  const known = sources.flatMap((source) => {
    const table = tableOf(source, context);
    const bytes = table === undefined ? null : textBytesOf(table);
    return bytes === null ? [] : [bytes];
  });
  if (known.length === 0) return unknownTextBytes;
  return known.reduce((sum, one) => sum + one, 0) / known.length;
}

function textBytesOf({ columns, rowBytes }: SourceTable): number | null {
  if (rowBytes === null) return null;
  const widths = columns.map(({ type }) => fixedBytes(type));
  const texts = widths.filter((one) => one === undefined).length;
  if (texts === 0) return null;
  const fixed = widths.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return Math.min(4096, Math.max(4, (rowBytes - fixed) / texts));
}
