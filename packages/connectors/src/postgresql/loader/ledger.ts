import type pg from 'pg';
import { z } from 'zod';
import type { ObjectName, Publication, PublicationKey } from '@ai-etl/core';
import { ownTablePrefix } from '../../kit/staging-name.ts';
import { quarantinedOf } from '../../kit/quarantine/quarantined-of.ts';
import { quoteObject } from '../quote.ts';

/** Records what was published, in the target's own schema and transaction. */
export function ledgerOf(schema: string): ObjectName {
  return { schema, name: `${ownTablePrefix}publications` };
}

const LedgerRow = z.object({
  run_id: z.string(),
  step: z.string(),
  attempt: z.coerce.number(),
  rows: z.string(),
  mode: z.enum(['append', 'replace', 'merge', 'scd2']),
  published_at: z.string(),
  updated_rows: z.string().nullable(),
  deleted_rows: z.string().nullable(),
  quarantined_rows: z.string().nullable(),
});

/** Creates the ledger of a schema when it is missing. */
export async function ensureLedger(client: pg.Client, schema: string): Promise<void> {
  if (await hasLedger(client, schema)) return;
  // IF NOT EXISTS still collides when two create it at once; the lock makes one wait.
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`ai-etl ledger ${schema}`]);
    await client.query(`CREATE TABLE IF NOT EXISTS ${quoteObject(ledgerOf(schema))} (
      run_id text NOT NULL,
      step text NOT NULL,
      attempt integer NOT NULL,
      target text NOT NULL,
      mode text NOT NULL,
      rows bigint NOT NULL,
      updated_rows bigint,
      deleted_rows bigint,
      quarantined_rows bigint,
      published_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (run_id, step)
    )`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** What (run, step) published, or null. */
export async function readPublication(
  client: pg.Client,
  schema: string,
  key: Pick<PublicationKey, 'runId' | 'step'>,
): Promise<Publication | null> {
  if (!(await hasLedger(client, schema))) return null;
  const { rows } = await client.query(
    `SELECT run_id, step, attempt, rows, mode, updated_rows, deleted_rows,
            to_jsonb(l)->>'quarantined_rows' AS quarantined_rows,
            to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS published_at
       FROM ${quoteObject(ledgerOf(schema))} AS l WHERE run_id = $1 AND step = $2`,
    [key.runId, key.step],
  );
  const [row] = z.array(LedgerRow).parse(rows);
  if (row === undefined) return null;
  return {
    runId: row.run_id,
    step: row.step,
    rows: row.rows,
    mode: row.mode,
    attempt: row.attempt,
    publishedAt: row.published_at,
    ...(row.updated_rows === null ? {} : { updatedRows: row.updated_rows }),
    ...(row.deleted_rows === null ? {} : { deletedRows: row.deleted_rows }),
    ...quarantinedOf(row.quarantined_rows, schema),
  };
}

/**
 * Claims (run, step) inside the publishing transaction; false when it is published already. A
 * claim of an earlier attempt that has not committed yet is waited for.
 */
export async function claimPublication(
  client: pg.Client,
  schema: string,
  claim: {
    readonly key: PublicationKey;
    readonly target: string;
    readonly mode: string;
    readonly rows: bigint;
  },
): Promise<boolean> {
  const { key, target, mode, rows } = claim;
  const result = await client.query(
    `INSERT INTO ${quoteObject(ledgerOf(schema))} (run_id, step, attempt, target, mode, rows)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (run_id, step) DO NOTHING`,
    [key.runId, key.step, key.attempt, target, mode, rows.toString()],
  );
  return result.rowCount === 1;
}

/** Completes a claim with what merge did. */
export async function recordChanges(
  client: pg.Client,
  schema: string,
  record: { readonly key: PublicationKey; readonly updated: bigint; readonly deleted: bigint },
): Promise<void> {
  await client.query(
    `UPDATE ${quoteObject(ledgerOf(schema))} SET updated_rows = $3, deleted_rows = $4
      WHERE run_id = $1 AND step = $2`,
    [record.key.runId, record.key.step, record.updated.toString(), record.deleted.toString()],
  );
}

/**
 * Ledgers of earlier releases do not count rows that were set apart. Only a load that may do so asks:
 * altering needs the ledger's owner, and others load into the schema too.
 */
export async function countQuarantined(client: pg.Client, schema: string): Promise<void> {
  const ledger = quoteObject(ledgerOf(schema));
  const { rowCount } = await client.query(
    "SELECT 1 FROM pg_attribute WHERE attrelid = $1::regclass AND attname = 'quarantined_rows'",
    [ledger],
  );
  if (rowCount === 1) return;
  await client.query(`ALTER TABLE ${ledger} ADD COLUMN IF NOT EXISTS quarantined_rows bigint`);
}

async function hasLedger(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ found: string }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [quoteObject(ledgerOf(schema))],
  );
  return rows[0]?.found === 't';
}
