/** How often what is stored is written and read. */
export const accessPatterns = [
  'read_heavy',
  'write_heavy',
  'balanced',
  'append_only',
  'rarely_read',
] as const;
export type AccessPattern = (typeof accessPatterns)[number];

/** What is asked of it. */
export const queryTypes = [
  'analytical',
  'time_series',
  'reporting',
  'ad_hoc',
  'transactional',
  'point_lookup',
  'machine_learning',
  'archive',
] as const;
export type QueryType = (typeof queryTypes)[number];

export const updateHabits = ['none', 'some', 'frequent'] as const;
export type UpdateHabit = (typeof updateHabits)[number];

/** Everything the decision rests on. Sizes are of the rows alone, not compressed, without indexes. */
export interface Workload {
  readonly sizeGb: number;
  readonly growth: Growth;
  readonly accessPattern: AccessPattern;
  readonly queryTypes: ReadonlySet<QueryType>;
  /** How fast a usual question must be answered; null: does not matter. */
  readonly latencyMs: number | null;
  /** Older rows are dropped; null: everything is kept. */
  readonly retentionMonths: number | null;
  readonly updates: UpdateHabit;
  /** Everything is kept twice. */
  readonly highAvailability: boolean;
  /** What is known of the table; null: nothing. */
  readonly table: TableShape | null;
}

export type Growth =
  | { readonly kind: 'linear'; readonly gbPerMonth: number }
  /** 0.05: five percent more each month. */
  | { readonly kind: 'share'; readonly perMonth: number };

/** What a layout can be made of. */
export interface TableShape {
  readonly rows: number | null;
  /** Tells when a row's event took place. */
  readonly timeColumn: string | null;
  readonly primaryKey: readonly string[];
  /** Columns with few values, fewest first: good beginnings of a sort key. */
  readonly fewValues: readonly string[];
  /** Columns that refer to other rows, or that rows are looked up by. */
  readonly lookUps: readonly string[];
}

export const engines = ['postgresql', 'clickhouse', 'duckdb', 'parquet'] as const;
export type Engine = (typeof engines)[number];

export const engineTitles: Readonly<Record<Engine, string>> = {
  postgresql: 'PostgreSQL (row store)',
  clickhouse: 'ClickHouse (column store)',
  duckdb: 'DuckDB (a database in one file)',
  parquet: 'Parquet files in object storage',
};
