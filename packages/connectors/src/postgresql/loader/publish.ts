import type pg from 'pg';
import {
  AiEtlError,
  describeObject,
  invariant,
  type Publication,
  type PublishRequest,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { socketOf } from '../connect.ts';
import { createTableSql } from '../plan-table.ts';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import { claimPublication, readPublication, recordChanges } from './ledger.ts';
import { mergeStaged } from './merge.ts';
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
    await client.query('BEGIN');
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
  await client.query(`DROP TABLE IF EXISTS ${quoteObject(parts.staging)}`).catch(() => undefined);
  const publication = await readPublication(client, parts.schema, parts.request.key);
  invariant(publication !== null, 'a committed publication is in the ledger');
  return publication;
}

async function publishOnce(
  parts: StagingParts,
  { expectedRows }: PublishRequest,
): Promise<boolean> {
  const { client, schema, target, staging, request } = parts;
  const { key, write } = request;
  const claim = { key, target: target.name, mode: write.mode, rows: expectedRows };
  if (!(await claimPublication(client, schema, claim))) return false;
  await requireRows(parts, expectedRows);
  if (!(await exists(client, quoteObject(target)))) {
    if (write.mode === 'merge') await mergeStaged(parts, { targetExists: false });
    await createTarget(parts);
    return true;
  }
  if (write.mode === 'merge') {
    const changes = await mergeStaged(parts, { targetExists: true });
    await recordChanges(client, schema, { key, ...changes });
    return true;
  }
  // Not rename: grants, indexes, views and foreign keys of the target stay as they are.
  if (write.mode === 'replace') await client.query(`TRUNCATE ${quoteObject(target)}`);
  await client.query(
    `INSERT INTO ${quoteObject(target)} (${quoteNames(parts.columns.map((one) => one.name))}) OVERRIDING SYSTEM VALUE
     SELECT ${parts.columns.map((one) => one.publish).join(', ')} FROM ${quoteObject(staging)}`,
  );
  return true;
}

async function createTarget(parts: StagingParts): Promise<void> {
  const { client, target, staging, columns, request } = parts;
  if (parts.canRename) {
    await client.query(`ALTER TABLE ${quoteObject(staging)} RENAME TO ${quoteName(target.name)}`);
    return;
  }
  await client.query(createTableSql(quoteObject(target), request.plan.columns));
  await client.query(
    `INSERT INTO ${quoteObject(target)} (${quoteNames(columns.map((one) => one.name))})
     SELECT ${columns.map((one) => one.publish).join(', ')} FROM ${quoteObject(staging)}`,
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
