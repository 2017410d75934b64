import { z } from 'zod';
import type { Publication, PublicationKey } from '@ai-etl/core';
import { quarantinedOf } from '../../kit/quarantine/quarantined-of.ts';
import { ownTablePrefix } from '../../kit/staging-name.ts';
import type { SqliteProcess } from '../process/sqlite-process.ts';
import { mainSchema, quoteObject } from '../quote.ts';

/** Records what was published, in the target's own file and transaction. */
const ledgerName = `${ownTablePrefix}publications`;
const ledger = quoteObject({ name: ledgerName });

/** Ledgers of earlier releases lack it. */
const quarantinedRows = 'quarantined_rows';

const LedgerRow = z.tuple([
  z.string(),
  z.string(),
  z.bigint().transform(Number),
  z.bigint().transform(String),
  z.enum(['append', 'replace', 'merge', 'scd2']),
  z.string(),
  z.bigint().nullable(),
  z.bigint().nullable(),
  z.bigint().nullable(),
]);

/** Creates the ledger when it is missing. */
export async function ensureLedger(process: SqliteProcess, signal: AbortSignal): Promise<void> {
  await process.run(
    `CREATE TABLE IF NOT EXISTS ${ledger} (
      run_id TEXT NOT NULL,
      step TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      target TEXT NOT NULL,
      mode TEXT NOT NULL,
      rows INTEGER NOT NULL,
      updated_rows INTEGER,
      deleted_rows INTEGER,
      ${quarantinedRows} INTEGER,
      published_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      PRIMARY KEY (run_id, step)
    )`,
    { doing: 'create a table in', signal },
  );
}

/** What (run, step) published, or null. */
export async function readPublication(
  process: SqliteProcess,
  key: Pick<PublicationKey, 'runId' | 'step'>,
  signal?: AbortSignal,
): Promise<Publication | null> {
  const options = { doing: 'read the publications of', signal };
  const columns = await columnsOfLedger(process, signal);
  if (columns.length === 0) return null;
  const apart = columns.includes(quarantinedRows) ? quarantinedRows : 'NULL';
  const rows = await process.rows(
    `SELECT run_id, step, attempt, rows, mode, published_at, updated_rows, deleted_rows, ${apart}
       FROM ${ledger} WHERE run_id = ? AND step = ?`,
    { ...options, values: [key.runId, key.step] },
  );
  if (rows[0] === undefined) return null;
  const [runId, step, attempt, published, mode, publishedAt, updated, deleted, quarantined] =
    LedgerRow.parse(rows[0]);
  return {
    runId,
    step,
    attempt,
    rows: published,
    mode,
    publishedAt,
    ...(updated === null ? {} : { updatedRows: updated.toString() }),
    ...(deleted === null ? {} : { deletedRows: deleted.toString() }),
    ...quarantinedOf(quarantined === null ? null : quarantined.toString(), mainSchema),
  };
}

/** Claims (run, step) inside the publishing transaction; false when it is published already. */
export async function claimPublication(
  process: SqliteProcess,
  claim: {
    readonly key: PublicationKey;
    readonly target: string;
    readonly mode: string;
    readonly rows: bigint;
  },
): Promise<boolean> {
  const { key, target, mode, rows } = claim;
  const claimed = await process.run(
    `INSERT INTO ${ledger} (run_id, step, attempt, target, mode, rows)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, step) DO NOTHING`,
    {
      doing: 'record the publication in',
      values: [key.runId, key.step, BigInt(key.attempt), target, mode, rows],
    },
  );
  return claimed === 1n;
}

/** Completes a claim with what merge did. */
export async function recordChanges(
  process: SqliteProcess,
  record: { readonly key: PublicationKey; readonly updated: bigint; readonly deleted: bigint },
): Promise<void> {
  const { key, updated, deleted } = record;
  await process.run(
    `UPDATE ${ledger} SET updated_rows = ?, deleted_rows = ? WHERE run_id = ? AND step = ?`,
    { doing: 'record the publication in', values: [updated, deleted, key.runId, key.step] },
  );
}

/** Completes a claim with how many rows were set apart. */
export async function recordQuarantined(
  process: SqliteProcess,
  { key, rows }: { readonly key: PublicationKey; readonly rows: bigint },
): Promise<void> {
  await process.run(`UPDATE ${ledger} SET ${quarantinedRows} = ? WHERE run_id = ? AND step = ?`, {
    doing: 'record the publication in',
    values: [rows, key.runId, key.step],
  });
}

/** Adds the count of rows set apart to a ledger of an earlier release, for a load that may do so. */
export async function countQuarantined(process: SqliteProcess, signal: AbortSignal): Promise<void> {
  if ((await columnsOfLedger(process, signal)).includes(quarantinedRows)) return;
  await process.run(`ALTER TABLE ${ledger} ADD COLUMN ${quarantinedRows} INTEGER`, {
    doing: 'add columns to a table of',
    signal,
  });
}

/** None when there is no ledger. */
async function columnsOfLedger(
  process: SqliteProcess,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const rows = await process.rows('SELECT name FROM pragma_table_info(?, ?)', {
    doing: 'read the publications of',
    signal,
    values: [ledgerName, mainSchema],
  });
  return rows.map(([name]) => String(name));
}
