/** A value as all systems agree on it. Exact numbers beyond 2^53 are text; so are dates and moments. */
export type Cell = null | number | string | boolean;

export type Row = readonly Cell[];

export interface ResultRows {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** How a query ended. Its message may hold names and values of the database. */
export type RunOutcome =
  | { readonly kind: 'rows'; readonly result: ResultRows }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'timed_out' };

/** Runs read-only queries of one database, each within a time limit. */
export interface QueryRunner {
  /** Never throws for what a query does. */
  run(sql: string): Promise<RunOutcome>;
  close(): Promise<void>;
}

/** Results with more rows are failures: no question of a suite means so many. */
export const mostRows = 500_000;

/** A moment at midnight is a date. */
export function dateOf(text: string): string {
  return text.replace(/^(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00(?::?00)?)?$/u, '$1');
}
