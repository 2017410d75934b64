/**
 * Where the columns that arrive are not those of a target that exists, and what is done about it.
 * `added` and `widened` change the table; nothing fills a `missing` one, so new rows have NULL there;
 * a `discarded` one arrives and is not loaded.
 */
export interface SchemaChange {
  readonly column: string;
  readonly change: 'added' | 'widened' | 'missing' | 'discarded';
  /** Type of the column in the target before; null when it has none. */
  readonly from: string | null;
  /** Type afterwards; of a discarded column, the logical one that arrives. */
  readonly to: string | null;
}
