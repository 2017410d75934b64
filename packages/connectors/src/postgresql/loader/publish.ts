import type pg from 'pg';
import {
  AiEtlError,
  describeObject,
  historyOf,
  invariant,
  type Publication,
  type PublishRequest,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { socketOf } from '../connect.ts';
import { countFitting } from '../../kit/quarantine/count-fitting.ts';
import { createTableSql } from '../plan-table.ts';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import { claimPublication, readPublication, recordChanges } from './ledger.ts';
import { alterTarget } from './alter-target.ts';
import { datedRows, writeHistory } from './history.ts';
import { mergeStaged, requireStored } from './merge.ts';
import { keepMisfits } from './quarantine.ts';
import { requireKeys } from './require-keys.ts';
import type { StagingParts } from './staging.ts';

/**
 * Moves staged rows into the target in one transaction, together with the ledger's row for (run,
 * step): so they are published once, whatever crashes and whoever tries again.
 */
export async function publishStaging(
  parts: StagingParts,
  request: PublishRequest,
): Promise<Publication> {
  const { client } = parts;
  const { signal } = request;
  // Abort ends the connection, and with it the transaction; but not once COMMIT may be under way.
  const abort = (): void => void socketOf(client).destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    throwIfCancelled(signal);
    // A worker that froze or vanished must not keep the target locked; our only idle moment is the
    // fence, which gives up sooner.
    await client.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '60s'");
    const isNew = await publishOnce(parts, request);
    if (isNew) await request.fence();
    throwIfCancelled(signal);
    signal.removeEventListener('abort', abort);
    await client.query(isNew ? 'COMMIT' : 'ROLLBACK');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw signal.aborted ? cancelledError(signal) : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
  // With its chunks.
  await client
    .query(`DROP TABLE IF EXISTS ${quoteObject(parts.staging)} CASCADE`)
    .catch(() => undefined);
  const publication = await readPublication(client, parts.schema, parts.request.key);
  invariant(publication !== null, 'a committed publication is in the ledger');
  return publication;
}

async function publishOnce(
  parts: StagingParts,
  { expectedRows }: PublishRequest,
): Promise<boolean> {
  const { client, schema, target, request } = parts;
  const { key, write } = request;
  const claim = { key, target: target.name, mode: write.mode, rows: expectedRows };
  if (!(await claimPublication(client, schema, claim))) return false;
  await requireRows(parts, expectedRows);
  const fittingRows = countFitting(target, {
    arrived: expectedRows,
    apart: await keepMisfits(parts),
  });
  const isKeyed = write.mode === 'merge' || write.mode === 'scd2';
  if (isKeyed) await requireKeys(parts);
  if (!(await exists(client, quoteObject(target)))) {
    await createTarget(parts);
    return true;
  }
  await alterTarget(parts);
  if (isKeyed) {
    const changes = await (write.mode === 'merge'
      ? mergeStaged(parts, fittingRows)
      : writeHistory(parts));
    await recordChanges(client, schema, { key, ...changes });
    return true;
  }
  if (write.mode === 'replace') await emptyTarget(parts);
  const inserted = await client.query(
    `INSERT INTO ${quoteObject(target)} (${quoteNames(parts.columns.map((one) => one.name))}) OVERRIDING SYSTEM VALUE
     SELECT ${parts.columns.map((one) => one.publish).join(', ')} FROM ${parts.fitting} AS s`,
  );
  requireStored(target, { stored: BigInt(inserted.rowCount ?? 0), expected: fittingRows });
  return true;
}

/**
 * Not rename: grants, indexes, views and foreign keys of the target stay as they are. Not TRUNCATE:
 * it makes readers wait, and to snapshots opened before it the table looks empty, so a reader
 * (another pipeline, pg_dump) would see neither the old rows nor the new ones. Other writers wait.
 */
async function emptyTarget({ client, target }: StagingParts): Promise<void> {
  const name = quoteObject(target);
  const { rows } = await client.query<{ child: string }>(
    `SELECT conrelid::regclass::text AS child FROM pg_constraint
      WHERE contype = 'f' AND confrelid = $1::regclass AND conrelid <> confrelid
        AND confdeltype IN ('c', 'n', 'd') LIMIT 1`,
    [name],
  );
  if (rows[0] !== undefined) {
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `Replacing the rows of ${describeObject(target)} would delete or change rows of ${rows[0].child}, whose foreign key says ON DELETE CASCADE or SET. Use merge, or change the foreign key. Nothing was published.`,
      { retryable: false },
    );
  }
  await client.query(`LOCK TABLE ${name} IN SHARE ROW EXCLUSIVE MODE`);
  // Unlike TRUNCATE, DELETE passes over rows that a policy hides; off, it refuses instead.
  await client.query(
    `SET LOCAL row_security = off; DELETE FROM ${name}; SET LOCAL row_security = on`,
  );
}

async function createTarget(parts: StagingParts): Promise<void> {
  const { client, target, staging, columns, request } = parts;
  if (parts.canRename) {
    await client.query(`ALTER TABLE ${quoteObject(staging)} RENAME TO ${quoteName(target.name)}`);
    return;
  }
  await client.query(createTableSql(quoteObject(target), request.plan.columns, request.write));
  if (request.write.mode === 'scd2') {
    const { valid_from, is_current } = historyOf(request.write);
    const names = quoteNames([...columns.map((one) => one.name), valid_from]);
    await client.query(
      `INSERT INTO ${quoteObject(target)} (${names}, ${quoteName(is_current)})
       SELECT ${names}, true FROM (${datedRows(parts)}) AS s`,
    );
    return;
  }
  await client.query(
    `INSERT INTO ${quoteObject(target)} (${quoteNames(columns.map((one) => one.name))})
     SELECT ${columns.map((one) => one.publish).join(', ')} FROM ${parts.fitting} AS s`,
  );
}

async function requireRows(parts: StagingParts, expectedRows: bigint): Promise<void> {
  const name = quoteObject(parts.staging);
  const { rows } = await parts.client.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`);
  const staged = BigInt(rows[0]?.n ?? 0);
  if (staged === expectedRows) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `The staging table ${describeObject(parts.staging)} holds ${staged} rows, ${expectedRows} were expected. Nothing was published.`,
  );
}

async function exists(client: pg.Client, quoted: string): Promise<boolean> {
  const { rows } = await client.query<{ found: string }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [quoted],
  );
  return rows[0]?.found === 't';
}
