import { upstreamOf } from '@ai-etl/core';
import { tableOf, type EstimateContext } from './source-table.ts';

const keepsRows: ReadonlySet<string> = new Set([
  'select',
  'rename',
  'cast',
  'derive',
  'window',
  'sort',
]);

/** Rows of a node where they are known well enough for a percentage: each row read arrives. */
export function estimatedRowsOf(id: string, context: EstimateContext): number | null {
  const { spec } = context.resolution;
  const upstream = upstreamOf(id, spec);
  const steps = spec.steps.filter((step) => upstream.has(step.id));
  if (!steps.every((step) => keepsRows.has(step.op))) return null;
  const [source, ...more] = spec.sources.filter((one) => upstream.has(one.id));
  if (source === undefined || more.length > 0) return null;
  // The new rows of files, counted before, are few of all.
  if (source.path !== undefined && source.incremental !== undefined) return null;
  return tableOf(source, context)?.estimatedRows ?? null;
}
