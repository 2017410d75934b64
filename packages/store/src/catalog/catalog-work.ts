import { sql, type Kysely, type Transaction } from 'kysely';
import type { Catalog } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import { wordsOfValue, type CatalogSettings, type ColumnValues } from './catalog-status.ts';

/** One refresh to make. */
export interface CatalogClaim {
  readonly organisationId: string;
  readonly connectionId: string;
  /** Names the attempt when its results are stored. */
  readonly attempt: number;
  readonly settings: CatalogSettings;
}

export interface ClaimCatalog {
  /** Connector types that are read on a schedule; others only when somebody asks. */
  readonly types: readonly string[];
  /** Longer than a refresh may take: when it ends, any worker may try again. */
  readonly leaseMs: number;
}

export interface CatalogRefreshed {
  readonly durationMs: number;
  readonly tables: number;
  readonly columns: number;
  readonly tablesUnread: number;
}

export interface LargeCatalog {
  readonly organisationId: string;
  readonly connectionId: string;
  /** RFC 3339. */
  readonly takenAt: string;
}

/** The workers' view of catalogs, across organisations. Requests go through catalog-index.ts. */
export interface CatalogWork {
  /** Takes what was asked for first, then what is due longest; null: nothing is to be done. */
  claimCatalog(claim: ClaimCatalog): Promise<CatalogClaim | null>;
  /** Replaces the snapshot and forgets tables that are gone. False: another attempt has taken over. */
  storeCatalog(claim: CatalogClaim, catalog: Catalog): Promise<boolean>;
  /** Catalogs of at least `leastBytes` as they are stored, taken after `since` (RFC 3339; null: ever), newest first. */
  listLargeCatalogs(asked: {
    readonly leastBytes: number;
    readonly since: string | null;
    readonly limit: number;
  }): Promise<readonly LargeCatalog[]>;
  /** When values of each table were last read, by `tableKey`. */
  listReadTables(claim: CatalogClaim): Promise<ReadonlyMap<string, string>>;
  /** Replaces what is known of these tables' columns. False: another attempt has taken over. */
  putValues(claim: CatalogClaim, columns: readonly ColumnValues[]): Promise<boolean>;
  finishCatalog(claim: CatalogClaim, result: CatalogRefreshed): Promise<boolean>;
  /** Hands it back, to be done by another at once. */
  releaseCatalog(claim: CatalogClaim): Promise<void>;
  /** The former catalog and values stay. Tried again later and later, up to the usual time. */
  failCatalog(
    claim: CatalogClaim,
    failure: { readonly code: string; readonly message: string },
  ): Promise<boolean>;
}

export function tableKey(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}

export function catalogWorkOf(db: Kysely<AllTables>): CatalogWork {
  return {
    claimCatalog: async ({ types, leaseMs }) => {
      const { rows } = await sql<{
        organisationId: string;
        connectionId: string;
        attempt: number;
        readValues: boolean;
        refreshMinutes: number;
        excludedColumns: CatalogSettings['excludedColumns'];
      }>`
        update ai_etl.catalog_refreshes r
        set attempt = r.attempt + 1, started_at = clock_timestamp(), requested_at = null,
          lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
        where r.connection_id = (
          select d.connection_id from ai_etl.catalog_refreshes d
          join ai_etl.connections c on c.id = d.connection_id
          where (d.requested_at is not null
              or d.next_at <= clock_timestamp() and c.type = any (${[...types]}::text[]))
            and (d.lease_until is null or d.lease_until < clock_timestamp())
          order by d.requested_at nulls last, d.next_at
          limit 1 for update of d skip locked)
        returning r.organisation_id as "organisationId", r.connection_id as "connectionId",
          r.attempt, r.read_values as "readValues", r.refresh_minutes as "refreshMinutes",
          r.excluded_columns as "excludedColumns"
      `.execute(db);
      const [row] = rows;
      if (row === undefined) return null;
      const { readValues, refreshMinutes, excludedColumns, ...claimed } = row;
      return { ...claimed, settings: { readValues, refreshMinutes, excludedColumns } };
    },

    storeCatalog: (claim, catalog) =>
      ifMine(db, claim, async (trx) => {
        const { connectionId, organisationId } = claim;
        const text = JSON.stringify(catalog);
        await trx
          .insertInto('catalog_snapshots')
          .values({ organisation_id: organisationId, connection_id: connectionId, catalog: text })
          .onConflict((conflict) =>
            conflict
              .column('connection_id')
              .doUpdateSet({ catalog: text, taken_at: sql<string>`clock_timestamp()` }),
          )
          .execute();
        const schemas = catalog.tables.map(({ object }) => object.schema ?? catalog.defaultSchema);
        const names = catalog.tables.map(({ object }) => object.name);
        for (const table of ['catalog_values', 'catalog_columns']) {
          await sql`
            delete from ${sql.table(`ai_etl.${table}`)} t
            where t.connection_id = ${connectionId} and not exists (
              select from unnest(${schemas}::text[], ${names}::text[]) as held (schema, name)
              where held.schema = t.table_schema and held.name = t.table_name)`.execute(trx);
        }
      }),

    // Compared as they are shown: PostgreSQL keeps microseconds, RFC 3339 text here milliseconds.
    listLargeCatalogs: async ({ leastBytes, since, limit }) => {
      const { rows } = await sql<LargeCatalog>`
        select organisation_id as "organisationId", connection_id as "connectionId",
          taken_at as "takenAt"
        from ai_etl.catalog_snapshots
        where pg_column_size(catalog) >= ${leastBytes}
          and (${since}::timestamptz is null
            or date_trunc('milliseconds', taken_at) > ${since}::timestamptz)
        order by taken_at desc limit ${limit}`.execute(db);
      return rows;
    },

    listReadTables: async ({ connectionId }) => {
      const { rows } = await sql<{ schema: string; table: string; at: string }>`
        select table_schema as schema, table_name as "table", min(read_at) as at
        from ai_etl.catalog_columns where connection_id = ${connectionId}
        group by table_schema, table_name`.execute(db);
      return new Map(rows.map((row) => [tableKey(row.schema, row.table), row.at]));
    },

    putValues: (claim, columns) =>
      ifMine(db, claim, async (trx) => {
        await forgetTables(trx, claim, columns);
        await insertColumns(trx, claim, columns);
        await insertValues(trx, claim, columns);
      }),

    finishCatalog: async ({ connectionId, attempt }, result) => {
      const { numAffectedRows = 0n } = await sql`
        update ai_etl.catalog_refreshes r
        set lease_until = null, refreshed_at = clock_timestamp(), failures = 0, failed_at = null,
          error_code = null, error_message = null, duration_ms = ${Math.round(result.durationMs)},
          tables = ${result.tables}, columns = ${result.columns},
          tables_unread = ${result.tablesUnread},
          value_columns = (select count(*) from ai_etl.catalog_columns c
            where c.connection_id = r.connection_id and c.state = 'read'),
          value_count = (select count(*) from ai_etl.catalog_values v
            where v.connection_id = r.connection_id),
          -- Those that began together do not stay together.
          next_at = clock_timestamp()
            + r.refresh_minutes * (0.9 + 0.2 * random()) * interval '1 minute'
        where r.connection_id = ${connectionId} and r.attempt = ${attempt}`.execute(db);
      return numAffectedRows > 0n;
    },

    releaseCatalog: async ({ connectionId, attempt }) => {
      await db
        .updateTable('catalog_refreshes')
        .set({
          lease_until: null,
          requested_at: sql<string>`coalesce(requested_at, clock_timestamp())`,
        })
        .where('connection_id', '=', connectionId)
        .where('attempt', '=', attempt)
        .execute();
    },

    failCatalog: async ({ connectionId, attempt }, { code, message }) => {
      const { numAffectedRows = 0n } = await sql`
        update ai_etl.catalog_refreshes r
        set lease_until = null, failures = r.failures + 1, failed_at = clock_timestamp(),
          error_code = ${code}, error_message = ${message},
          next_at = clock_timestamp() + least(r.refresh_minutes, power(2, least(r.failures, 14)))
            * (0.9 + 0.2 * random()) * interval '1 minute'
        where r.connection_id = ${connectionId} and r.attempt = ${attempt}`.execute(db);
      return numAffectedRows > 0n;
    },
  };
}

/** Locks the refresh first: nobody can take it over, or change its settings, in between. */
function ifMine(
  db: Kysely<AllTables>,
  { connectionId, attempt }: CatalogClaim,
  write: (trx: Transaction<AllTables>) => Promise<void>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const mine = await trx
      .selectFrom('catalog_refreshes')
      .select('connection_id')
      .where('connection_id', '=', connectionId)
      .where('attempt', '=', attempt)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (mine === undefined) return false;
    await write(trx);
    return true;
  });
}

/** Columns of these tables are written anew; of their values only those that are gone are deleted. */
async function forgetTables(
  trx: Transaction<AllTables>,
  { connectionId }: CatalogClaim,
  columns: readonly ColumnValues[],
): Promise<void> {
  const tables = [
    ...new Map(columns.map((one) => [tableKey(one.schema, one.table), one])).values(),
  ];
  const read = sql`unnest(${tables.map((one) => one.schema)}::text[],
    ${tables.map((one) => one.table)}::text[]) as read (schema, name)`;
  await sql`
    delete from ai_etl.catalog_columns t using ${read}
    where t.connection_id = ${connectionId} and t.table_schema = read.schema
      and t.table_name = read.name`.execute(trx);
  const kept = keptValues(columns);
  await sql`
    delete from ai_etl.catalog_values t using ${read}
    where t.connection_id = ${connectionId} and t.table_schema = read.schema
      and t.table_name = read.name
      and (t.table_schema, t.table_name, t.column_name, t.value) not in (
        select * from unnest(${kept.map((one) => one.schema)}::text[],
          ${kept.map((one) => one.table)}::text[], ${kept.map((one) => one.column)}::text[],
          ${kept.map((one) => one.value)}::text[]))`.execute(trx);
}

function keptValues(columns: readonly ColumnValues[]) {
  return columns.flatMap((one) =>
    one.state === 'read' ? one.values.map((value) => ({ ...one, value })) : [],
  );
}

async function insertColumns(
  trx: Transaction<AllTables>,
  { organisationId, connectionId }: CatalogClaim,
  columns: readonly ColumnValues[],
): Promise<void> {
  await sql`
    insert into ai_etl.catalog_columns (organisation_id, connection_id, table_schema, table_name,
      column_name, state, distinct_values, complete)
    select ${organisationId}, ${connectionId}, one.* from unnest(
      ${columns.map((one) => one.schema)}::text[], ${columns.map((one) => one.table)}::text[],
      ${columns.map((one) => one.column)}::text[], ${columns.map((one) => one.state)}::text[],
      ${columns.map((one) => one.values.length)}::integer[],
      ${columns.map((one) => one.complete)}::boolean[]) as one`.execute(trx);
}

async function insertValues(
  trx: Transaction<AllTables>,
  { organisationId, connectionId }: CatalogClaim,
  columns: readonly ColumnValues[],
): Promise<void> {
  const rows = keptValues(columns);
  if (rows.length === 0) return;
  await sql`
    insert into ai_etl.catalog_values (organisation_id, connection_id, table_schema, table_name,
      column_name, value, words)
    select ${organisationId}, ${connectionId}, one.* from unnest(
      ${rows.map((one) => one.schema)}::text[], ${rows.map((one) => one.table)}::text[],
      ${rows.map((one) => one.column)}::text[], ${rows.map((one) => one.value)}::text[],
      ${rows.map((one) => wordsOfValue(one.value))}::text[]) as one
    on conflict do nothing`.execute(trx);
}
