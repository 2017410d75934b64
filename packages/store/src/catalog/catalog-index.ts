import { sql, type Kysely } from 'kysely';
import type { TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { containing, offsetOf, type Page, type PageRequest } from '../page.ts';
import type {
  CatalogSettings,
  CatalogStatus,
  ColumnPattern,
  StoredValue,
} from './catalog-status.ts';

export interface ValueFilter {
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  /** Part of the value, whatever its case. */
  readonly search?: string;
}

/** What workers keep of each connection's catalog. Null answers mean: not there, or somebody else's. */
export interface CatalogIndex {
  getStatus(scope: Scope, connectionId: string): Promise<CatalogStatus | null>;
  /** A worker reads it as soon as one is free. */
  requestRefresh(scope: Scope, connectionId: string): Promise<CatalogStatus | null>;
  /** Values of columns that are excluded now are deleted at once; a refresh under way is shut out. */
  putSettings(
    scope: Scope,
    connectionId: string,
    settings: CatalogSettings,
  ): Promise<CatalogStatus | null>;
  /** By table, column and value. */
  listValues(
    scope: Scope,
    connectionId: string,
    asked: { readonly filter: ValueFilter; readonly page: PageRequest },
  ): Promise<Page<StoredValue>>;
  /** The first values of each column of a table, at most `longest` characters each, by column and value. */
  sampleValues(
    scope: Scope,
    connectionId: string,
    asked: {
      readonly schema: string;
      readonly table: string;
      readonly perColumn: number;
      readonly longest: number;
    },
  ): Promise<readonly StoredValue[]>;
  /** Values whose words are among these, at most 500. */
  findValues(
    scope: Scope,
    connectionId: string,
    words: readonly string[],
  ): Promise<readonly StoredValue[]>;
  /** Values of columns of which no other values are kept than those whose words are among these, at most 1,000. */
  findValuesOfOnly(
    scope: Scope,
    connectionId: string,
    words: readonly string[],
  ): Promise<readonly StoredValue[]>;
}

const mostFound = 500;
const mostOfOnly = 1000;

const valueColumns = [
  'table_schema as schema',
  'table_name as table',
  'column_name as column',
  'value',
  'words',
] as const;

export function catalogIndexOf(tenancy: Tenancy): CatalogIndex {
  return {
    getStatus: (scope, connectionId) => readStatus(tenancy(scope), connectionId),

    requestRefresh: async (scope, connectionId) => {
      const db = tenancy(scope);
      await db
        .updateTable('catalog_refreshes')
        .set({ requested_at: sql<string>`clock_timestamp()` })
        .where('connection_id', '=', connectionId)
        .execute();
      return readStatus(db, connectionId);
    },

    putSettings: (scope, connectionId, settings) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const { readValues, refreshMinutes, excludedColumns } = settings;
          const { numUpdatedRows } = await trx
            .updateTable('catalog_refreshes')
            .set((eb) => ({
              read_values: readValues,
              refresh_minutes: refreshMinutes,
              excluded_columns: JSON.stringify(excludedColumns),
              requested_at: sql<string>`clock_timestamp()`,
              lease_until: null,
              attempt: eb('attempt', '+', 1),
            }))
            .where('connection_id', '=', connectionId)
            .executeTakeFirstOrThrow();
          if (numUpdatedRows === 0n) return null;
          // Each pattern by itself; the empty one means every column.
          const gone: readonly ColumnPattern[] = readValues ? excludedColumns : [{}];
          for (const pattern of gone) {
            for (const table of ['catalog_values', 'catalog_columns'] as const) {
              let query = trx.deleteFrom(table).where('connection_id', '=', connectionId);
              const { schema, table: name, column } = pattern;
              if (schema !== undefined) query = query.where('table_schema', '=', schema);
              if (name !== undefined) query = query.where('table_name', '=', name);
              if (column !== undefined) query = query.where('column_name', '=', column);
              await query.execute();
            }
          }
          return readStatus(trx, connectionId);
        }),

    listValues: async (scope, connectionId, { filter, page }) => {
      let query = tenancy(scope)
        .selectFrom('catalog_values')
        .where('connection_id', '=', connectionId);
      const { schema, table, column, search } = filter;
      if (schema !== undefined) query = query.where('table_schema', '=', schema);
      if (table !== undefined) query = query.where('table_name', '=', table);
      if (column !== undefined) query = query.where('column_name', '=', column);
      if (search !== undefined) query = query.where('value', 'ilike', containing(search));
      const items = await query
        .select(valueColumns)
        .orderBy('table_schema')
        .orderBy('table_name')
        .orderBy('column_name')
        .orderBy('value')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await query
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    sampleValues: (scope, connectionId, { schema, table, perColumn, longest }) => {
      const numbered = tenancy(scope)
        .selectFrom('catalog_values')
        .select(valueColumns)
        .select(
          sql<number>`row_number() over (partition by column_name order by value)`.as('place'),
        )
        .where('connection_id', '=', connectionId)
        .where('table_schema', '=', schema)
        .where('table_name', '=', table)
        .where(sql<boolean>`length(value) <= ${longest}`)
        .as('numbered');
      return tenancy(scope)
        .selectFrom(numbered)
        .select(['schema', 'table', 'column', 'value', 'words'])
        .where('place', '<=', perColumn)
        .orderBy('column')
        .orderBy('value')
        .execute();
    },

    findValues: async (scope, connectionId, words) =>
      words.length === 0
        ? []
        : tenancy(scope)
            .selectFrom('catalog_values')
            .select(valueColumns)
            .where('connection_id', '=', connectionId)
            .where('words', '=', sql<string>`any(${[...words]}::text[])`)
            .orderBy('table_schema')
            .orderBy('table_name')
            .orderBy('column_name')
            .orderBy('value')
            .limit(mostFound)
            .execute(),

    findValuesOfOnly: (scope, connectionId, words) => {
      const any = sql<string>`any(${[...words]}::text[])`;
      return tenancy(scope)
        .selectFrom('catalog_values as v')
        .select([
          'v.table_schema as schema',
          'v.table_name as table',
          'v.column_name as column',
          'v.value',
          'v.words',
        ])
        .where('v.connection_id', '=', connectionId)
        .where('v.words', '=', any)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('catalog_values as o')
                .select('o.value')
                .where('o.connection_id', '=', connectionId)
                .whereRef('o.table_schema', '=', 'v.table_schema')
                .whereRef('o.table_name', '=', 'v.table_name')
                .whereRef('o.column_name', '=', 'v.column_name')
                .where(sql<boolean>`not (o.words = ${any})`),
            ),
          ),
        )
        .orderBy('v.table_schema')
        .orderBy('v.table_name')
        .orderBy('v.column_name')
        .orderBy('v.value')
        .limit(mostOfOnly)
        .execute();
    },
  };
}

async function readStatus(
  db: Kysely<TenantTables>,
  connectionId: string,
): Promise<CatalogStatus | null> {
  const row = await db
    .selectFrom('catalog_refreshes as r')
    .leftJoin('catalog_snapshots as s', 's.connection_id', 'r.connection_id')
    .select([
      'r.read_values as readValues',
      'r.refresh_minutes as refreshMinutes',
      'r.excluded_columns as excludedColumns',
      's.taken_at as takenAt',
      'r.requested_at as requestedAt',
      'r.next_at as nextAt',
      sql<boolean>`coalesce(r.lease_until > clock_timestamp(), false)`.as('isRefreshing'),
      'r.refreshed_at as refreshedAt',
      'r.duration_ms as durationMs',
      'r.tables',
      'r.columns',
      'r.value_columns as valueColumns',
      'r.value_count as values',
      'r.tables_unread as tablesUnread',
      'r.failures',
      'r.failed_at as failedAt',
      'r.error_code as code',
      'r.error_message as message',
    ])
    .where('r.connection_id', '=', connectionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { readValues, refreshMinutes, excludedColumns, failedAt, code, message, ...rest } = row;
  return {
    ...rest,
    settings: { readValues, refreshMinutes, excludedColumns },
    failure:
      failedAt === null || code === null || message === null
        ? null
        : { code, message, at: failedAt },
  };
}
