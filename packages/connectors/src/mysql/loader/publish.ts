import {
  AiEtlError,
  describeObject,
  invariant,
  type Publication,
  type PublishRequest,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { writeHistory, type HistorySession } from '../../kit/history/write-history.ts';
import { alterationsOf } from '../../kit/pending-changes.ts';
import { countFitting } from '../../kit/quarantine/count-fitting.ts';
import { hasQuarantine } from '../../kit/quarantine/misfits.ts';
import { requireKeys } from '../../kit/require-keys.ts';
import { ask, disconnect, run } from '../connect.ts';
import { createTableSql } from '../plan-table.ts';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import { alterTarget } from './alter-target.ts';
import { historyWords } from './history-words.ts';
import { claimPublication, readPublication, recordChanges, tableExists } from './ledger.ts';
import { indexKeys, mergeStaged } from './merge.ts';
import { dropWork, keepMisfits, takeFitting } from './quarantine.ts';
import type { StagingParts } from './staging.ts';
import { requireStored, requireUnchanged } from './stored.ts';

/**
 * Moves staged rows into the target in one transaction, together with the ledger's row for (run, step):
 * so they are published once, whatever crashes and whoever tries again. A new table is created empty
 * before, because CREATE TABLE would end the transaction; a crash in between leaves it empty. So are
 * columns added.
 */
export async function publishStaging(
  parts: StagingParts,
  request: PublishRequest,
): Promise<Publication> {
  const { connection, schema } = parts;
  const { key, write, plan } = parts.request;
  const { signal } = request;
  // Abort ends the connection, and with it the transaction; but not once COMMIT may be under way.
  const abort = (): void => disconnect(connection);
  signal.addEventListener('abort', abort, { once: true });
  try {
    throwIfCancelled(signal);
    if ((await readPublication(connection, schema, key)) === null) {
      if (hasQuarantine(plan)) await takeFitting(parts, request.expectedRows);
      if (write.mode === 'merge' || write.mode === 'scd2') {
        await requireStagedKeys(parts);
        await indexKeys(parts);
      }
      await prepareTarget(parts, request);
    }
    await run(connection, 'START TRANSACTION');
    const isNew = await publishOnce(parts, request);
    if (isNew) await request.fence();
    throwIfCancelled(signal);
    signal.removeEventListener('abort', abort);
    await run(connection, isNew ? 'COMMIT' : 'ROLLBACK');
  } catch (error) {
    await run(connection, 'ROLLBACK').catch(() => undefined);
    throw signal.aborted ? cancelledError(signal) : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
  await dropWork(parts).catch(() => undefined);
  const publication = await readPublication(connection, schema, key);
  invariant(publication !== null, 'a committed publication is in the ledger');
  return publication;
}

/** What cannot be part of the transaction: a new table, new columns. */
async function prepareTarget(parts: StagingParts, request: PublishRequest): Promise<void> {
  const { connection, target } = parts;
  const { plan } = parts.request;
  const targetExists = await tableExists(connection, target);
  if (targetExists && alterationsOf(plan).length === 0) return;
  await requireRows(parts, request.expectedRows);
  if (targetExists) await alterTarget(parts, request.fence);
  else
    await run(
      connection,
      createIfMissing(createTableSql(quoteObject(target), plan.columns, parts.request.write)),
    );
}

async function publishOnce(
  parts: StagingParts,
  { expectedRows }: PublishRequest,
): Promise<boolean> {
  const { connection, schema, target, staging, columns } = parts;
  const { key, write } = parts.request;
  const claim = { key, target: target.name, mode: write.mode, rows: expectedRows };
  if (!(await claimPublication(connection, schema, claim))) return false;
  await requireRows(parts, expectedRows);
  const apart = await keepMisfits(parts);
  const fittingRows = countFitting(target, { arrived: expectedRows, apart });
  if (write.mode === 'merge') {
    const changes = await mergeStaged(parts, fittingRows);
    await recordChanges(connection, schema, { key, ...changes });
    return true;
  }
  if (write.mode === 'scd2') {
    // Nobody else writes to it meanwhile, not between its rows either.
    await ask(connection, `SELECT COUNT(*) FROM ${quoteObject(target)} FOR UPDATE`);
    const changes = await writeHistory(historySession(parts), parts.request, historyWords(parts));
    await recordChanges(connection, schema, { key, ...changes });
    return true;
  }
  if (write.mode === 'replace') await emptyTarget(parts);
  const names = quoteNames(columns.map((one) => one.name));
  const inserted = await run(
    connection,
    `INSERT INTO ${quoteObject(target)} (${names}) SELECT ${names} FROM ${quoteObject(staging)}`,
  );
  requireUnchanged(target, inserted.warnings);
  requireStored(target, { stored: inserted.rows, expected: fittingRows });
  return true;
}

/**
 * Not RENAME and not TRUNCATE, which end the transaction: with DELETE the rows and the ledger change in
 * one commit, grants, indexes and foreign keys stay, and readers see the old rows until then.
 */
async function emptyTarget({ connection, target }: StagingParts): Promise<void> {
  const { rows } = await ask(
    connection,
    `SELECT table_name FROM information_schema.referential_constraints
      WHERE unique_constraint_schema = ? AND referenced_table_name = ? AND table_name <> referenced_table_name
        AND delete_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT') LIMIT 1`,
    [target.schema ?? '', target.name],
  );
  if (rows[0] !== undefined) {
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `Replacing the rows of ${describeObject(target)} would delete or change rows of ${rows[0][0]}, whose foreign key says ON DELETE CASCADE or SET. Use merge, or change the foreign key. Nothing was published.`,
      { retryable: false },
    );
  }
  await run(connection, `DELETE FROM ${quoteObject(target)}`);
}

function historySession({ connection, target }: StagingParts): HistorySession {
  return {
    run: async (sql) => {
      const { rows, warnings } = await run(connection, sql);
      requireUnchanged(target, warnings);
      return rows;
    },
    count: async (from) =>
      BigInt((await ask(connection, `SELECT COUNT(*) FROM ${from}`)).rows[0]?.[0] ?? 0),
  };
}

async function requireStagedKeys({ connection, staging, request }: StagingParts): Promise<void> {
  await requireKeys(request.write, {
    staging: quoteObject(staging),
    quote: quoteName,
    any: async (sql) => (await ask(connection, `${sql} LIMIT 1`)).rows.length > 0,
  });
}

function createIfMissing(sql: string): string {
  return sql.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS');
}

async function requireRows(parts: StagingParts, expectedRows: bigint): Promise<void> {
  const { rows } = await ask(
    parts.connection,
    `SELECT COUNT(*) FROM ${quoteObject(parts.landing)}`,
  );
  const staged = BigInt(rows[0]?.[0] ?? 0);
  if (staged === expectedRows) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `The staging table ${describeObject(parts.landing)} holds ${staged} rows, ${expectedRows} were expected. Nothing was published.`,
  );
}
