/**
 * The part of an incremental source that one run reads for one target: rows whose cursor lies
 * between two values, both in the wire form of the cursor's type. Rows without a cursor value are
 * never read.
 */
export interface ReadWindow {
  /** The first value that is read; null: from the beginning. */
  readonly from: string | null;
  /** The last value that is read; null: there is no end. */
  readonly to: string | null;
  /** True where the next run does not begin where this one ended: a backfill. */
  readonly isDetour?: boolean;
  /** True where nothing is read, because there is nothing new. */
  readonly isEmpty?: boolean;
  /** True where `to` itself belongs to the next window. */
  readonly toExclusive?: boolean;
  /**
   * Hashes of rows at the lower end that an earlier run has appended: they are not read again. See
   * `maxSeenRows`.
   */
  readonly seen: readonly string[];
  /** Columns that these hashes are of; absent: all. */
  readonly seenColumns?: readonly string[];
  /** Where the part begins whose rows these are all; absent: nothing is remembered. */
  readonly seenFrom?: string;
}

/** Rows at the boundary that are remembered; with more of them a run must merge by keys instead. */
export const maxSeenRows = 2000;

/** How far one source was read into one target, as kept with the receipt. */
export interface CursorReceipt {
  readonly source: string;
  /** The cursor column. */
  readonly cursor: string;
  readonly from: string | null;
  /** What the next run starts from; null: no row has been read yet. */
  readonly to: string | null;
  /** Hashes of the rows that the next run would read again, where it must not. */
  readonly seen: readonly string[];
  /** Columns that the hashes are of. */
  readonly row: readonly string[];
  /** All rows from here to `to` are among the hashes; null: nothing is remembered. */
  readonly seen_from: string | null;
}
