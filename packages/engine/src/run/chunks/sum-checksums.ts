import { invariant, type ColumnChecksum, type TableChecksum } from '@ai-etl/core';

/**
 * The checksum of several parts of a table together: counts, NULLs and sums add up. Pure; all of one
 * algorithm and of the same columns.
 */
export function sumChecksums(parts: readonly TableChecksum[]): TableChecksum {
  const [first] = parts;
  invariant(first !== undefined, 'there is a part');
  return {
    rows: add(parts.map(({ rows }) => rows)),
    algorithm: first.algorithm,
    columns: first.columns.map((column) => {
      const same = parts.flatMap(({ columns }) =>
        columns.filter(({ name }) => name === column.name),
      );
      return sumColumn(column, same);
    }),
  };
}

function sumColumn(
  { name, reason }: ColumnChecksum,
  parts: readonly ColumnChecksum[],
): ColumnChecksum {
  const nulls = add(parts.map((one) => one.nulls));
  const sums = parts.flatMap(({ sum }) => sum ?? []);
  if (sums.length < parts.length || !sums.every(isInteger)) {
    return { name, nulls, sum: null, reason: reason ?? 'its sums do not add up' };
  }
  return { name, nulls, sum: add(sums) };
}

/** A sum that is not a number tells a value which the read refuses. */
function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text);
}

function add(texts: readonly string[]): string {
  return texts.reduce((total, text) => total + BigInt(text), 0n).toString();
}
