import type { Client, Pool } from 'pg';
import { rowShapeOf, type CaseKind } from './fault-case.ts';
import type { Depth, Fingerprint } from './fingerprint.ts';

/** A connection, or any of a pool. */
export type Queryable = Pick<Client | Pool, 'query'>;

export interface FingerprintedTable {
  readonly table: string;
  readonly kind: CaseKind;
}

/** A table that does not exist is empty. */
export async function readFingerprint(
  client: Queryable,
  { table, kind }: FingerprintedTable,
  depth: Depth,
): Promise<Fingerprint> {
  if (!(await exists(client, table))) return new Map();
  const sum = depth === 'full' ? `sum(crc32(convert_to(${contentOf(kind)}, 'UTF8')))` : 'NULL';
  const { rows } = await client.query<
    Record<'version' | 'rows' | 'ids' | 'sum', string> & { payload: string | null }
  >(
    `SELECT ${groupOf(kind)} AS version, count(*)::text AS rows, count(DISTINCT id)::text AS ids,
       coalesce(sum(id), 0)::text AS sum, (${sum})::text AS payload
     FROM ${table} GROUP BY 1`,
  );
  return new Map(
    rows.map((row) => [
      row.version,
      {
        rows: BigInt(row.rows),
        distinctIds: BigInt(row.ids),
        idSum: BigInt(row.sum),
        payloadSum: row.payload === null ? null : BigInt(row.payload),
      },
    ]),
  );
}

/** Versions that overlap the next one of their key, or are not current exactly while they hold. */
export async function countBrokenVersions(client: Queryable, table: string): Promise<number> {
  if (!(await exists(client, table))) return 0;
  const { rows } = await client.query<{ broken: string }>(
    `SELECT count(*)::text AS broken FROM (
       SELECT *, lead(valid_from) OVER (PARTITION BY id ORDER BY valid_from) AS next FROM ${table}
     ) AS version
     WHERE (next IS NOT NULL AND (valid_to IS NULL OR valid_to > next))
       OR is_current <> (valid_to IS NULL) OR valid_to <= valid_from`,
  );
  return Number(rows[0]?.broken);
}

async function exists(client: Queryable, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>(
    'SELECT to_regclass($1)::text AS found',
    [table],
  );
  return rows[0]?.found != null;
}

function groupOf(kind: CaseKind): string {
  const version = 'version::text';
  return kind === 'history'
    ? `${version} || CASE WHEN is_current THEN '' ELSE ' ended' END`
    : version;
}

/** What of a row is summed. When a vanished key ended is the run's own time, and only told to be so. */
function contentOf(kind: CaseKind): string {
  const micros = (name: string) => `(extract(epoch FROM ${name}) * 1000000)::bigint`;
  switch (rowShapeOf(kind)) {
    case 'plain':
      return 'payload';
    case 'labelled':
      return "payload || '|' || label";
    case 'versioned':
      return `payload || '|' || ${micros('valid_from')} || '|' || CASE WHEN valid_to IS NULL THEN 'holds'
        WHEN valid_to > '2020-01-01 00:00:00+00' THEN 'vanished' ELSE ${micros('valid_to')}::text END`;
  }
}
