import type { ObjectName } from '../types/object-name.ts';

/**
 * Rows of a query whose `column` lies in [from, to): null is no bound. Values are text as the source
 * prints them. Ranges that follow each other share a bound, so each row is in exactly one.
 */
export interface KeyRange {
  /** A column of the query's result, without NULL. */
  readonly column: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A column of a table that tells its rows apart and has an index. */
export interface TableKey {
  readonly table: ObjectName;
  readonly column: string;
}

export interface CutRequest {
  readonly key: TableKey;
  /** About how many rows of the table lie between two cuts. */
  readonly rows: number;
  /** Cuts come after it; null: from the first row. */
  readonly from: string | null;
  readonly signal: AbortSignal;
}

export interface UnchangedRequest {
  readonly key: TableKey;
  readonly from: string | null;
  readonly to: string | null;
  /** What an earlier snapshot answered. */
  readonly moment: string;
  readonly signal: AbortSignal;
}

/** What a source can do so that a table is read in ranges of its key, by several attempts. */
export interface KeyRanges {
  /**
   * Values of the key at which to cut, ascending, from statistics. Empty where they say nothing, where
   * the table is small, or where ranges of this key would each read all of the table.
   */
  cut(request: CutRequest): Promise<readonly string[]>;
  /** Names what this snapshot sees, for `isUnchanged` of a later one. */
  moment(signal: AbortSignal): Promise<string>;
  /**
   * True when it is certain that every row which this snapshot sees in the range was seen by the
   * earlier one too, exactly as it is now. With an equal number of rows the two saw the same rows.
   */
  isUnchanged(request: UnchangedRequest): Promise<boolean>;
}
