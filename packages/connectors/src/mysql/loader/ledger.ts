import { z } from 'zod';
import type { ObjectName, Publication, PublicationKey } from '@ai-etl/core';
import { quarantinedOf } from '../../kit/quarantine/quarantined-of.ts';
import { ownTablePrefix } from '../../kit/staging-name.ts';
import { ask, run, type MysqlConnection } from '../connect.ts';
import { tableSql } from '../plan-table.ts';
import { quoteObject } from '../quote.ts';

/** Records what was published, in the target's own database and transaction. */
export function ledgerOf(schema: string): ObjectName {
  return { schema, name: `${ownTablePrefix}publications` };
}

const LedgerRow = z.tuple([
  z.string(),
  z.string(),
  z.coerce.number(),
  z.string(),
  z.enum(['append', 'replace', 'merge', 'scd2']),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  z.string().nullable(),
]);

/** Ledgers of earlier releases lack it. */
const quarantinedRows = 'quarantined_rows';

/** Creates the ledger of a database when it is missing. */
export async function ensureLedger(connection: MysqlConnection, schema: string): Promise<void> {
  if (await tableExists(connection, ledgerOf(schema))) return;
  const create = tableSql(quoteObject(ledgerOf(schema)), [
    'run_id varchar(64) NOT NULL',
    // A step's name is hashed where it is looked up: it may be longer than an index holds.
    'step longtext NOT NULL',
    'step_hash char(64) NOT NULL',
    'attempt int NOT NULL',
    'target longtext NOT NULL',
    'mode varchar(16) NOT NULL',
    'row_count bigint NOT NULL',
    'updated_rows bigint NULL',
    'deleted_rows bigint NULL',
    `${quarantinedRows} bigint NULL`,
    'published_at datetime(3) NOT NULL',
    'PRIMARY KEY (run_id, step_hash)',
  ]);
  await run(connection, create.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'));
}

/** What (run, step) published, or null. */
export async function readPublication(
  connection: MysqlConnection,
  schema: string,
  key: Pick<PublicationKey, 'runId' | 'step'>,
): Promise<Publication | null> {
  const columns = await columnsOfLedger(connection, schema);
  if (columns.length === 0) return null;
  const quarantined = columns.includes(quarantinedRows) ? quarantinedRows : 'NULL';
  const { rows } = await ask(
    connection,
    `SELECT run_id, step, attempt, row_count, mode, DATE_FORMAT(published_at, '%Y-%m-%dT%H:%i:%s.%f'), updated_rows, deleted_rows, ${quarantined}
       FROM ${quoteObject(ledgerOf(schema))} WHERE run_id = ? AND step_hash = SHA2(?, 256)`,
    [key.runId, key.step],
  );
  const [row] = z.array(LedgerRow).parse(rows);
  if (row === undefined) return null;
  const [runId, step, attempt, count, mode, at, updatedRows, deletedRows, apart] = row;
  return {
    runId,
    step,
    attempt,
    rows: count,
    mode,
    publishedAt: `${at.slice(0, 23)}Z`,
    ...(updatedRows === null ? {} : { updatedRows }),
    ...(deletedRows === null ? {} : { deletedRows }),
    ...quarantinedOf(apart, schema),
  };
}

/**
 * Claims (run, step) inside the publishing transaction; false when it is published already. A claim of
 * an earlier attempt that has not committed yet is waited for.
 */
export async function claimPublication(
  connection: MysqlConnection,
  schema: string,
  claim: {
    readonly key: PublicationKey;
    readonly target: string;
    readonly mode: string;
    readonly rows: bigint;
  },
): Promise<boolean> {
  const { key, target, mode, rows } = claim;
  const { rows: claimed } = await run(
    connection,
    `INSERT IGNORE INTO ${quoteObject(ledgerOf(schema))}
            (run_id, step, step_hash, attempt, target, mode, row_count, published_at)
     VALUES (?, ?, SHA2(?, 256), ?, ?, ?, ?, UTC_TIMESTAMP(3))`,
    [key.runId, key.step, key.step, key.attempt, target, mode, rows.toString()],
  );
  return claimed === 1n;
}

/** Completes a claim with what merge did. */
export async function recordChanges(
  connection: MysqlConnection,
  schema: string,
  record: { readonly key: PublicationKey; readonly updated: bigint; readonly deleted: bigint },
): Promise<void> {
  await run(
    connection,
    `UPDATE ${quoteObject(ledgerOf(schema))} SET updated_rows = ?, deleted_rows = ?
      WHERE run_id = ? AND step_hash = SHA2(?, 256)`,
    [record.updated.toString(), record.deleted.toString(), record.key.runId, record.key.step],
  );
}

/** Completes a claim with how many rows were set apart. */
export async function recordQuarantined(
  connection: MysqlConnection,
  schema: string,
  { key, rows }: { readonly key: PublicationKey; readonly rows: bigint },
): Promise<void> {
  await run(
    connection,
    `UPDATE ${quoteObject(ledgerOf(schema))} SET ${quarantinedRows} = ? WHERE run_id = ? AND step_hash = SHA2(?, 256)`,
    [rows.toString(), key.runId, key.step],
  );
}

/** Adds the count of rows set apart to a ledger of an earlier release, for a load that may do so. */
export async function countQuarantined(connection: MysqlConnection, schema: string): Promise<void> {
  if ((await columnsOfLedger(connection, schema)).includes(quarantinedRows)) return;
  const column = `${quarantinedRows} bigint NULL`;
  await run(connection, `ALTER TABLE ${quoteObject(ledgerOf(schema))} ADD COLUMN ${column}`);
}

/** None when there is no ledger. */
async function columnsOfLedger(
  connection: MysqlConnection,
  schema: string,
): Promise<readonly string[]> {
  const { rows } = await ask(
    connection,
    'SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?',
    [schema, ledgerOf(schema).name],
  );
  return rows.map(([name]) => name ?? '');
}

/** Whether a table or view of that name exists and may be seen. */
export async function tableExists(
  connection: MysqlConnection,
  object: ObjectName,
): Promise<boolean> {
  const { rows } = await ask(
    connection,
    'SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?',
    [object.schema ?? '', object.name],
  );
  return rows.length > 0;
}
