import type { TableFacts } from './profiler.ts';

/** Bytes of rows that one statement of a profile may take in. */
const mostBytes = 128 * 1024 * 1024;
const fewestRows = 100;

export interface SampleSize {
  readonly rows: number;
  readonly limitedBecause?: string;
}

/** Rows to draw: what was asked for, or fewer when rows are so wide that those would be too many bytes. */
export function sampleSizeOf(asked: number, facts: TableFacts): SampleSize {
  if (facts.rows === null || facts.rows === 0 || facts.sizeBytes === null) return { rows: asked };
  const width = facts.sizeBytes / facts.rows;
  const rows = Math.max(fewestRows, Math.floor(mostBytes / width));
  // A table of few rows may be mostly empty pages.
  if (rows >= asked || facts.sizeBytes <= mostBytes) return { rows: asked };
  return {
    rows,
    limitedBecause: `A row takes ${Math.round(width / 1024)} kB on average, so at most ${rows} are read.`,
  };
}
