import type { Generated, JSONColumnType } from 'kysely';
import type { ColumnPattern } from './catalog-status.ts';

/** How catalogs are kept fresh; see migration 0023. */
export interface CatalogTables {
  catalog_refreshes: {
    readonly organisation_id: string;
    connection_id: string;
    read_values: Generated<boolean>;
    refresh_minutes: Generated<number>;
    excluded_columns: JSONColumnType<readonly ColumnPattern[]>;
    requested_at: string | null;
    next_at: Generated<string>;
    lease_until: string | null;
    attempt: Generated<number>;
    started_at: string | null;
    refreshed_at: string | null;
    duration_ms: number | null;
    tables: Generated<number>;
    columns: Generated<number>;
    value_columns: Generated<number>;
    value_count: Generated<number>;
    tables_unread: Generated<number>;
    failures: Generated<number>;
    failed_at: string | null;
    error_code: string | null;
    error_message: string | null;
  };
  catalog_columns: {
    readonly organisation_id: string;
    connection_id: string;
    table_schema: string;
    table_name: string;
    column_name: string;
    state: 'read' | 'personal' | 'too_many' | 'free_text';
    distinct_values: number;
    complete: boolean;
    read_at: Generated<string>;
  };
  catalog_values: {
    readonly organisation_id: string;
    connection_id: string;
    table_schema: string;
    table_name: string;
    column_name: string;
    value: string;
    words: string;
  };
}
