import { upstreamOf, type PathSize } from '@ai-etl/core';
import type { PlanEstimate } from '../plan.ts';
import { describeBytes } from './describe-bytes.ts';
import { contentBytesOf, type EstimateContext } from './source-table.ts';

/** What files are expected to hold, each source a sentence, and how much of it is left behind by what was pushed down. */
export function explainFiles(
  context: EstimateContext,
  estimate: Pick<PlanEstimate, 'source_bytes' | 'read_bytes' | 'read_rows'>,
): readonly string[] {
  const { spec } = context.resolution;
  const read = new Set(spec.targets.flatMap(({ input }) => [...upstreamOf(input, spec)]));
  const files = spec.sources.filter(({ id, path }) => path !== undefined && read.has(id));
  if (files.length === 0) return [];
  const sizes = files.map(({ id }) => context.environment.pathSizes?.get(id));
  const told = files.map(({ id }, index) => describeFiles(id, sizes[index]));
  return [...told, ...savingOf(estimate)];
}

function describeFiles(id: string, size: PathSize | undefined): string {
  if (size === undefined) return `"${id}": how much its files hold is not known.`;
  const count = size.files === 1 ? '1 file' : `${size.files} files`;
  const packed = size.isPacked ? ` packed, ${describeBytes(contentBytesOf(size))} unpacked` : '';
  return `"${id}": ${count} of ${describeBytes(size.storedBytes)}${packed}, ${rowsOf(size)}.`;
}

function rowsOf({ rows, areRowsExact }: PathSize): string {
  if (rows === null) return 'rows not known';
  return areRowsExact ? `${rows} rows (exact)` : `about ${rows} rows (estimate from a sample)`;
}

function savingOf({
  source_bytes: all,
  read_bytes: read,
  read_rows: rows,
}: Pick<PlanEstimate, 'source_bytes' | 'read_bytes' | 'read_rows'>): readonly string[] {
  if (all === null || read === null || rows === null || read >= all) return [];
  const share = Math.round((1 - read / all) * 100);
  return [
    `Of ${describeBytes(all)} that the sources hold at most ${describeBytes(read)} in ${rows} rows leave them: what was pushed down saves ${share} %.`,
  ];
}
