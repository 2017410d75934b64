/** How the rows are best laid out in an engine. */
export interface Layout {
  /** `toYYYYMM(created_at)`, `RANGE (created_at), one part a month`; null: not at all. */
  readonly partitionBy: string | null;
  readonly sortKey: readonly string[];
  readonly indexes: readonly string[];
  readonly fileFormat: string;
  readonly compression: string;
  /** The engine's own kind of table, where it has several. */
  readonly tableEngine: string | null;
  readonly because: readonly string[];
}
