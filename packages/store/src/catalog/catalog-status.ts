/** Columns by name, as the system spells them; what is absent is any. */
export interface ColumnPattern {
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
}

/** How a connection's catalog is kept. */
export interface CatalogSettings {
  /** False: values of columns are not read, and none are kept. */
  readonly readValues: boolean;
  /** Between two looks by workers, 5 to 10,080. */
  readonly refreshMinutes: number;
  /** Columns whose values are never read. */
  readonly excludedColumns: readonly ColumnPattern[];
}

/** How fresh a connection's catalog is. Times are RFC 3339. */
export interface CatalogStatus {
  readonly settings: CatalogSettings;
  /** Null: it was never read. */
  readonly takenAt: string | null;
  /** Somebody asked for it, and it has not begun. */
  readonly requestedAt: string | null;
  readonly nextAt: string;
  readonly isRefreshing: boolean;
  /** When a worker last read all of it, and how long that took. */
  readonly refreshedAt: string | null;
  readonly durationMs: number | null;
  readonly tables: number;
  readonly columns: number;
  /** Columns whose values are kept, and how many values that is. */
  readonly valueColumns: number;
  readonly values: number;
  /** Tables whose values there was no time or no right for. */
  readonly tablesUnread: number;
  /** In a row, up to now. */
  readonly failures: number;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly at: string;
  } | null;
}

export type ColumnState = 'read' | 'personal' | 'too_many' | 'free_text';

/** What was found out about one column. */
export interface ColumnValues {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly state: ColumnState;
  readonly complete: boolean;
  /** As they are stored; none unless `read`. At most `longestKeptValue` characters each. */
  readonly values: readonly string[];
}

/** A value that a column was seen to hold. */
export interface StoredValue {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly value: string;
  /** Lower case, single spaces. */
  readonly words: string;
}

/** Longer values are no words that somebody would say. */
export const longestKeptValue = 100;

/** A value as words say it. */
export function wordsOfValue(value: string): string {
  return value.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
}

/** Whether a pattern means this column. */
export function isMeant(
  pattern: ColumnPattern,
  { schema, table, column }: Pick<ColumnValues, 'schema' | 'table' | 'column'>,
): boolean {
  return (
    (pattern.schema === undefined || pattern.schema === schema) &&
    (pattern.table === undefined || pattern.table === table) &&
    (pattern.column === undefined || pattern.column === column)
  );
}
