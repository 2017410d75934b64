import type pg from 'pg';
import { z } from 'zod';
import { AiEtlError, describeObject, type CatalogTable, type ProfiledIndex } from '@ai-etl/core';
import type { TableFacts } from '../../kit/profile/profiler.ts';
import { requireSameColumns } from '../../kit/profile/same-columns.ts';
import { quoteObject } from '../quote.ts';

/** What PostgreSQL's own books say about a table, and which kind of relation it is. */
export interface PostgresqlFacts extends TableFacts {
  /** TABLESAMPLE works on it. */
  readonly isSampleable: boolean;
}

/** Counting so many rows of so many bytes takes less time than a person notices. */
const countedAtOnce = { rows: 200_000, bytes: 64 * 1024 * 1024 };

// A partitioned table has no pages of its own.
const relationSql = `
SELECT c.oid::text AS oid, c.relkind AS kind, c.reltuples < 0 AS is_unknown, pg_get_partkeydef(c.oid) AS partition_key,
       CASE WHEN c.relkind = 'p'
            THEN (SELECT coalesce(sum(pg_table_size(relid)), 0) FROM pg_partition_tree(c.oid))
            ELSE pg_table_size(c.oid) END AS bytes,
       CASE WHEN c.relkind = 'p'
            THEN (SELECT coalesce(sum(pg_relation_size(relid)), 0) FROM pg_partition_tree(c.oid))
            ELSE pg_relation_size(c.oid) END AS heap_bytes,
       CASE WHEN c.relkind = 'p'
            THEN (SELECT coalesce(sum(pg_indexes_size(relid)), 0) FROM pg_partition_tree(c.oid))
            ELSE pg_indexes_size(c.oid) END AS index_bytes,
       (SELECT json_agg(attname ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)::text AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`;

const indexesSql = `
SELECT (SELECT json_agg(a.attname ORDER BY k.ord)
          FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k(attnum, ord)
          LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)::text AS columns,
       i.indisunique AS is_unique, i.indpred IS NOT NULL AS is_partial, am.amname AS method
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
 WHERE i.indrelid = $1::oid AND i.indisvalid
 ORDER BY i.indexrelid`;

// Of a partitioned table the statistics of all its partitions together count.
const distinctSql = `
SELECT DISTINCT ON (attname) attname AS name, n_distinct::text AS n
  FROM pg_stats WHERE schemaname = $1 AND tablename = $2 AND n_distinct <> 0
 ORDER BY attname, inherited DESC`;

const Flag = z.enum(['t', 'f']).transform((text) => text === 't');
const RelationRow = z.object({
  oid: z.string(),
  kind: z.enum(['r', 'p', 'v', 'm', 'f']),
  partition_key: z.string().nullable(),
  is_unknown: Flag,
  bytes: z.string().nullable().transform(Number),
  heap_bytes: z.string().nullable().transform(Number),
  index_bytes: z.string().nullable().transform(Number),
  columns: z
    .string()
    .nullable()
    .transform((text) => (text === null ? [] : z.array(z.string()).parse(JSON.parse(text)))),
});
const IndexRow = z.object({
  columns: z.string().transform((text) => z.array(z.string().nullable()).parse(JSON.parse(text))),
  is_unique: Flag,
  is_partial: Flag,
  method: z.string(),
});
const DistinctRow = z.object({ name: z.string(), n: z.string().transform(Number) });
const Plan = z
  .array(z.object({ Plan: z.object({ 'Plan Rows': z.number() }) }))
  .transform((plans) => plans[0]?.Plan['Plan Rows'] ?? 0);

/** Reads them; a small table is counted. Runs in the caller's transaction. Throws OBJECT_NOT_FOUND. */
export async function readFacts(client: pg.Client, table: CatalogTable): Promise<PostgresqlFacts> {
  const { object } = table;
  const name = [object.schema ?? 'public', object.name];
  const [found] = z.array(RelationRow).parse((await client.query(relationSql, name)).rows);
  if (found === undefined) {
    throw new AiEtlError(
      'OBJECT_NOT_FOUND',
      `There is no table ${describeObject(object)} any more.`,
    );
  }
  requireSameColumns(table, found.columns);
  const isStored = found.kind !== 'v' && found.kind !== 'f';
  const indexes = z.array(IndexRow).parse((await client.query(indexesSql, [found.oid])).rows);
  const { rows, isExact } = isStored
    ? await countRows(client, quoteObject(object), found)
    : { rows: await plannedRows(client, quoteObject(object)), isExact: false };
  const statistics = z.array(DistinctRow).parse((await client.query(distinctSql, name)).rows);
  return {
    rows,
    rowsExact: isExact,
    sizeBytes: isStored ? found.bytes : null,
    indexBytes: isStored ? found.index_bytes : null,
    indexes: indexes.map(({ columns, is_unique: unique, is_partial: partial }): ProfiledIndex => ({
      columns,
      unique,
      partial,
    })),
    partitionKey: found.partition_key,
    sortedBy: [],
    lastWrittenAt: null,
    // Negative: a share of the rows.
    systemDistinct: new Map(
      statistics.map(({ name: column, n }) => [column, n < 0 ? Math.round(-n * rows) : n]),
    ),
    rangedByIndex: new Set(
      indexes.flatMap(({ columns: [first], method, is_partial: isPartial }) =>
        method === 'btree' && !isPartial && typeof first === 'string' ? [first] : [],
      ),
    ),
    isSampleable: isStored,
  };
}

/** Counts a small table; a large one is estimated from its size and the density of its pages. */
async function countRows(
  client: pg.Client,
  table: string,
  { bytes, heap_bytes: heapBytes, is_unknown: isUnknown }: z.infer<typeof RelationRow>,
): Promise<{ readonly rows: number; readonly isExact: boolean }> {
  const count = async (sample: string): Promise<number> => {
    const { rows } = await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM ${table}${sample}`,
    );
    return Number(rows[0]?.n ?? 0);
  };
  const planned = await plannedRows(client, table);
  const isSmall = bytes <= countedAtOnce.bytes && (isUnknown || planned <= countedAtOnce.rows);
  if (isSmall) return { rows: await count(''), isExact: true };
  if (!isUnknown) return { rows: planned, isExact: false };
  // Never analysed: the planner guesses the width of rows, and may be wrong tenfold.
  const percent = Math.min(100, (100 * probedPages * 8192) / heapBytes);
  const seen = await count(` TABLESAMPLE SYSTEM (${percent.toPrecision(6)}) REPEATABLE (1)`);
  return { rows: Math.round((seen * 100) / percent), isExact: percent === 100 };
}

/** Enough for an estimate within some percent. */
const probedPages = 500;

/** The planner's estimate: it reads the table's size anew and takes the density from statistics. */
async function plannedRows(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (FORMAT JSON) SELECT FROM ${table}`,
  );
  return Plan.parse(JSON.parse(rows[0]?.['QUERY PLAN'] ?? '[]'));
}
