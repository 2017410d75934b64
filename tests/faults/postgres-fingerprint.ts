import type { Client } from 'pg';
import type { Fingerprint } from './fingerprint.ts';

export const fullColumns = "sum(crc32(convert_to(payload, 'UTF8')))";
export const quickColumns = 'NULL';

/** A table that does not exist is empty. */
export async function readFingerprint(
  client: Client,
  table: string,
  payloadSum: string,
): Promise<Fingerprint> {
  const { rows: found } = await client.query<{ found: string | null }>(
    'SELECT to_regclass($1)::text AS found',
    [table],
  );
  if (found[0]?.found == null) return new Map();
  const { rows } = await client.query<
    Record<'version' | 'rows' | 'ids' | 'sum', string> & { payload: string | null }
  >(
    `SELECT version::text, count(*)::text AS rows, count(DISTINCT id)::text AS ids,
       coalesce(sum(id), 0)::text AS sum, (${payloadSum})::text AS payload
     FROM ${table} GROUP BY version`,
  );
  return new Map(
    rows.map((row) => [
      Number(row.version),
      {
        rows: BigInt(row.rows),
        distinctIds: BigInt(row.ids),
        idSum: BigInt(row.sum),
        payloadSum: row.payload === null ? null : BigInt(row.payload),
      },
    ]),
  );
}
