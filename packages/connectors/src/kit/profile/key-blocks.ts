/** What is known of a whole-number key whose order is that of the stored rows. */
export interface KeySpan {
  readonly least: bigint;
  readonly greatest: bigint;
  /** Rows that lie between them. */
  readonly rows: number;
}

/** Keys from `from` to `to`, both included. */
export interface KeyBlock {
  readonly from: bigint;
  readonly to: bigint;
}

/** Blocks of one sample: enough to be spread over the table, few enough to be cheap. */
const blocksRead = 16n;

/**
 * Blocks of keys in the middle of equal parts of the span, which together hold about `wanted` rows: at most so
 * many where no key is missing. The same span gives the same blocks; what lies between them is never read.
 */
export function keyBlocks({ least, greatest, rows }: KeySpan, wanted: number): readonly KeyBlock[] {
  const keys = greatest - least + 1n;
  const density = Math.max(1, Number(keys) / Math.max(1, rows));
  const size = BigInt(Math.max(1, Math.floor((wanted * density) / Number(blocksRead))));
  const part = keys / blocksRead;
  if (size >= part) return [{ from: least, to: greatest }];
  return Array.from({ length: Number(blocksRead) }, (_, index) => {
    const from = least + BigInt(index) * part + (part - size) / 2n;
    return { from, to: from + size - 1n };
  });
}

/** An order of whole-number keys that cuts a surplus off by chance, and the same each time. */
export function shuffledKey(key: string): string {
  return `(${key} % 65521) * 48271 % 65537`;
}
