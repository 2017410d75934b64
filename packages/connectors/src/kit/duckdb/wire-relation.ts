import { quoteText } from './quote.ts';

/**
 * Longest row that a load takes, by the memory DuckDB may use: each load takes buffers of this
 * size from it, and several loads run at once.
 */
export function longestRowBytes(memoryLimitMb: number): number {
  return Math.min(Math.max(Math.trunc(memoryLimitMb / 32), 2), 64) * 1024 * 1024;
}

/**
 * Wire bytes of a FIFO as a relation of VARCHAR columns `c0`, `c1`, …: what WireLines sends. Rows
 * with another number of columns fail the statement.
 */
export function wireRelation(
  path: string,
  { width, longestRow }: { readonly width: number; readonly longestRow: number },
): string {
  const names = Array.from({ length: Math.max(width, 2) }, (_, index) => `'c${index}': 'VARCHAR'`);
  return `read_csv(${quoteText(path)}, auto_detect = false, columns = {${names.join(', ')}}, delim = '\t', quote = '', escape = '', comment = '', nullstr = '\\N', header = false, skip = 1, new_line = '\\n', null_padding = false, strict_mode = true, max_line_size = ${longestRow}, buffer_size = ${longestRow})`;
}
