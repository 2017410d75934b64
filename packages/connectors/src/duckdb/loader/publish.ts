import {
  AiEtlError,
  describeObject,
  invariant,
  type Publication,
  type PublishRequest,
} from '@ai-etl/core';
import type { StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteName, quoteNames, quoteObject } from '../../kit/duckdb/quote.ts';
import { writeHistory } from '../../kit/history/write-history.ts';
import { hasQuarantine } from '../../kit/quarantine/misfits.ts';
import { requireKeys } from '../../kit/require-keys.ts';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { createTableSql } from '../plan-table.ts';
import { alterTarget } from './alter-target.ts';
import { hasTable } from './has-table.ts';
import { claimPublication, readPublication, recordChanges } from './ledger.ts';
import { dropWork } from './drop-work.ts';
import { historyWords } from './history-words.ts';
import { countRows, mergeStaged } from './merge.ts';
import { splitLanding } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/**
 * Moves staged rows into the target in one transaction, together with the ledger's row for (run,
 * step): so they are published once, whatever crashes and whoever tries again. DuckDB's log makes a
 * commit all or nothing, also when the process is killed in the middle of it.
 */
export async function publishStaging(
  parts: StagingParts,
  request: PublishRequest,
): Promise<Publication> {
  const { connection } = parts;
  const doing = 'publish into';
  const options = { doing, object: describeObject(parts.target), signal: request.signal };
  await connection.run('BEGIN TRANSACTION', options);
  try {
    const isNew = await publishOnce(parts, request, options);
    if (isNew) await request.fence();
    throwIfCancelled(request.signal);
    // No signal: once COMMIT may be under way there is no way back.
    await connection.run(isNew ? 'COMMIT' : 'ROLLBACK', { doing });
  } catch (error) {
    await connection.run('ROLLBACK', { doing }).catch(() => undefined);
    throw error;
  }
  await dropWork(parts, describeObject(parts.target)).catch(() => undefined);
  const place = { schema: parts.schema, key: parts.request.key };
  const publication = await readPublication(connection, place, { doing });
  invariant(publication !== null, 'a committed publication is in the ledger');
  return publication;
}

async function publishOnce(
  parts: StagingParts,
  { expectedRows }: PublishRequest,
  options: StatementOptions,
): Promise<boolean> {
  const { connection, schema, target, request } = parts;
  const { key, write } = request;
  const claim = { schema, key, target: target.name, mode: write.mode, rows: expectedRows };
  if (!(await claimPublication(connection, claim, options))) return false;
  await requireRows(parts, expectedRows, options);
  if (hasQuarantine(request.plan)) await splitLanding(parts, expectedRows, options);
  const targetExists = await hasTable(connection, target, options);
  if (targetExists) await alterTarget(parts, options);
  if (write.mode === 'merge' || write.mode === 'scd2') await requireStagedKeys(parts, options);
  if (write.mode === 'scd2') {
    if (!targetExists) await createTarget(parts, options);
    const session = {
      run: (sql: string) => connection.run(sql, options),
      count: (from: string) => countRows(parts, from, options),
    };
    const changes = await writeHistory(session, request, historyWords(parts));
    await recordChanges(connection, { schema, key, ...changes }, options);
    return true;
  }
  if (write.mode === 'merge') {
    const changes = await mergeStaged(parts, { targetExists }, options);
    if (targetExists) {
      await recordChanges(connection, { schema, key, ...changes }, options);
      return true;
    }
  }
  if (!targetExists) {
    await createTarget(parts, options);
    if (!parts.canRename) await fillTarget(parts, options);
    return true;
  }
  // Not a new table under the old name: views, keys and comments of the target stay as they are.
  if (write.mode === 'replace') {
    await connection.run(`DELETE FROM ${quoteObject(target)}`, options);
  }
  await fillTarget(parts, options);
  return true;
}

/** An empty table; the staging table itself, with its rows, where it can be. */
async function createTarget(parts: StagingParts, options: StatementOptions): Promise<void> {
  const { connection, target, staging, request } = parts;
  const { plan, write } = request;
  const sql = parts.canRename
    ? `ALTER TABLE ${quoteObject(staging)} RENAME TO ${quoteName(target.name)}`
    : createTableSql(quoteObject(target), plan.columns, write);
  await connection.run(sql, options);
}

async function fillTarget(parts: StagingParts, options: StatementOptions): Promise<void> {
  const { connection, target, staging, names } = parts;
  const list = quoteNames(names);
  await connection.run(
    `INSERT INTO ${quoteObject(target)} (${list}) SELECT ${list} FROM ${quoteObject(staging)}`,
    options,
  );
}

async function requireStagedKeys(parts: StagingParts, options: StatementOptions): Promise<void> {
  await requireKeys(parts.request.write, {
    staging: quoteObject(parts.staging),
    quote: quoteName,
    any: async (sql) => (await parts.connection.rows(`${sql} LIMIT 1`, options)).length > 0,
  });
}

async function requireRows(
  parts: StagingParts,
  expectedRows: bigint,
  options: StatementOptions,
): Promise<void> {
  const staged = await countRows(parts, quoteObject(parts.landing), options);
  if (staged === expectedRows) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `The staging table ${describeObject(parts.landing)} holds ${staged} rows, ${expectedRows} were expected. Nothing was published.`,
  );
}
