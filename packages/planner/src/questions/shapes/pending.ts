/** What words of structure wait for; part of a reading that is under way. */
export interface Pending {
  /** "second": waits for a superlative. */
  readonly ordinal: number | null;
  /** "a single": the next name is one of what a measure is taken for. */
  readonly single: boolean;
  /** All rows in the order of a superlative. */
  readonly foremost: boolean;
  /** "by", with nothing measured so far: rows are ordered by what follows. */
  readonly by: boolean;
}

export const nothingPending: Pending = { ordinal: null, single: false, foremost: false, by: false };
