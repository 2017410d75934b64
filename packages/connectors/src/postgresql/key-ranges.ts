import type { CutRequest, KeyRange, KeyRanges, UnchangedRequest } from '@ai-etl/core';
import { quoteName, quoteObject, quoteText } from './quote.ts';

/** Rows of one statement in the snapshot, values as text; abort cancels at the server. */
export type SnapshotQuery = (
  sql: string,
  signal: AbortSignal | undefined,
) => Promise<readonly Readonly<Record<string, string | null>>[]>;

/** Statistics have about a hundred bounds, so there are not more chunks than that. */
const worthwhileChunks = 2;

/**
 * A key whose order is not the order on disk is not cut by: each range would read the table's pages
 * all over. Values that grow (serial, identity, uuid v7, a time of creation) are near 1.
 */
const leastCorrelation = 0.9;

/** `sql` with the rows of a range only; the planner pushes it down to the index. */
export function rangedSql(sql: string, range: KeyRange | undefined): string {
  if (range === undefined) return sql;
  return `SELECT * FROM (${sql}\n) AS ranged WHERE ${inRange(range)}`;
}

/** The port `KeyRanges` over one snapshot. */
export function createKeyRanges(query: SnapshotQuery): KeyRanges {
  return {
    cut: (request) => cut(query, request),
    async moment(signal) {
      // Whatever committed before the oldest transaction still open was seen; also on a standby,
      // where the list of open ones is not complete.
      const [row] = await query(
        'SELECT txid_snapshot_xmin(txid_current_snapshot()) AS xmin',
        signal,
      );
      return row?.['xmin'] ?? '';
    },
    isUnchanged: (request) => isUnchanged(query, request),
  };
}

/** Bounds of the histogram that ANALYZE keeps: they lie equally many rows apart. */
async function cut(
  query: SnapshotQuery,
  { key: { table, column }, rows, from, signal }: CutRequest,
): Promise<readonly string[]> {
  const [found] = await query(
    `SELECT format_type(a.atttypid, a.atttypmod) AS type, c.reltuples::bigint AS rows
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.oid = to_regclass(${quoteText(quoteObject(table))}) AND a.attname = ${quoteText(column)}`,
    signal,
  );
  const total = Number(found?.['rows'] ?? 0);
  const type = found?.['type'] ?? null;
  if (type === null || table.schema === undefined) return [];
  if (total < worthwhileChunks * rows) return [];
  const isAfter = from === null ? '' : `AND b.value > ${quoteText(from)}::${type}`;
  const bounds = await query(
    `WITH s AS (
       SELECT histogram_bounds::text::${type}[] AS bounds FROM pg_stats
        WHERE schemaname = ${quoteText(table.schema)} AND tablename = ${quoteText(table.name)}
          AND attname = ${quoteText(column)} AND abs(correlation) >= ${leastCorrelation}
        ORDER BY inherited DESC LIMIT 1),
     n AS (SELECT cardinality(bounds) - 1 AS buckets,
                  greatest(1, round((cardinality(bounds) - 1) * ${rows}::numeric / ${total}))::int AS step FROM s)
     SELECT b.value::text AS value
       FROM s, n, unnest(s.bounds) WITH ORDINALITY AS b(value, place)
      WHERE b.place > 1 AND (b.place - 1) % n.step = 0 AND n.buckets - b.place + 1 >= n.step / 2.0 ${isAfter}
      ORDER BY b.value`,
    signal,
  );
  return bounds.map((row) => row['value'] ?? '');
}

/**
 * A row version never changes, and its xmin says which transaction made it. Versions that are seen now
 * and were made before the earlier snapshot's oldest open transaction were seen by it too. Transaction
 * ids go round after four thousand million: what is half of that away counts as newer, and is read
 * again.
 */
async function isUnchanged(
  query: SnapshotQuery,
  { key: { table, column }, from, to, moment, signal }: UnchangedRequest,
): Promise<boolean> {
  if (!/^\d+$/.test(moment)) return false;
  const behind = `((${moment}::bigint % 4294967296 - xmin::text::bigint + 4294967296) % 4294967296)`;
  // 1 and 2: rows of the initial database, and frozen ones of old servers.
  const isOld = `(xmin::text::bigint IN (1, 2) OR ${behind} BETWEEN 1 AND 2147483647)`;
  const [row] = await query(
    `SELECT EXISTS (SELECT FROM ${quoteObject(table)}
      WHERE ${inRange({ column, from, to })} AND NOT ${isOld}) AS changed`,
    signal,
  );
  return row?.['changed'] === 'f';
}

function inRange({ column, from, to }: KeyRange): string {
  const name = quoteName(column);
  const bounds = [
    ...(from === null ? [] : [`${name} >= ${quoteText(from)}`]),
    ...(to === null ? [] : [`${name} < ${quoteText(to)}`]),
  ];
  return bounds.length === 0 ? 'true' : bounds.join(' AND ');
}
