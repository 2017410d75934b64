import {
  AiEtlError,
  describeObject,
  invariant,
  type PlannedColumn,
  type Publication,
  type PublishRequest,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { historyColumns } from '../../kit/history/history-columns.ts';
import { writeHistory } from '../../kit/history/write-history.ts';
import { requireKeys } from '../../kit/require-keys.ts';
import { createTableSql } from '../plan-table.ts';
import type { SqliteProcess } from '../process/sqlite-process.ts';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import { nativeType } from '../types.ts';
import { addColumns } from './add-columns.ts';
import { claimPublication, readPublication, recordChanges } from './ledger.ts';
import { historyWords } from './history-words.ts';
import { countRows, indexKeys, mergeStaged, requireStored } from './merge.ts';
import { dropWork, splitLanding } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

const doing = { doing: 'publish into' };

/**
 * Moves staged rows into the target in one transaction, together with the ledger's row for (run,
 * step): so they are published once, whatever crashes and whoever tries again. The transaction takes
 * the file's one write lock at its start; others wait for it.
 */
export async function publishStaging(
  parts: StagingParts,
  request: PublishRequest,
): Promise<Publication> {
  const { process } = parts;
  const { signal } = request;
  // Abort ends the process, and with it the transaction; but not once COMMIT may be under way.
  const abort = (): void => process.kill();
  throwIfCancelled(signal);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await process.run('BEGIN IMMEDIATE', doing);
    const isNew = await publishOnce(parts, request);
    if (isNew) await request.fence();
    throwIfCancelled(signal);
    signal.removeEventListener('abort', abort);
    await process.run(isNew ? 'COMMIT' : 'ROLLBACK', doing);
  } catch (error) {
    await process.run('ROLLBACK', doing).catch(() => undefined);
    throw signal.aborted ? cancelledError(signal) : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
  // What is left of it is swept later.
  await dropWork(parts).catch(() => undefined);
  const publication = await readPublication(process, parts.request.key);
  invariant(publication !== null, 'a committed publication is in the ledger');
  return publication;
}

async function publishOnce(
  parts: StagingParts,
  { expectedRows }: PublishRequest,
): Promise<boolean> {
  const { process, staging, request } = parts;
  const { key, write, plan } = request;
  const { name } = plan.object;
  const claim = { key, target: name, mode: write.mode, rows: expectedRows };
  if (!(await claimPublication(process, claim))) return false;
  await requireRows(parts, expectedRows);
  const fittingRows = await splitLanding(parts, expectedRows);
  const targetExists = await exists(process, name);
  if (write.mode === 'merge' || write.mode === 'scd2') {
    await requireStagedKeys(parts);
    // A staging table that becomes the target needs none.
    if (targetExists || write.mode === 'scd2') await indexKeys(parts);
  }
  if (write.mode === 'scd2') {
    if (targetExists) await addColumns(parts);
    else await process.run(createTableSql(quoteObject({ name }), tableColumns(parts)), doing);
    const session = {
      run: (sql: string) => process.run(sql, doing),
      count: (from: string) => countRows(parts, from),
    };
    const changes = await writeHistory(session, request, historyWords(parts));
    await recordChanges(process, { key, ...changes });
    return true;
  }
  if (!targetExists) {
    await process.run(
      `ALTER TABLE ${quoteObject({ name: staging })} RENAME TO ${quoteName(name)}`,
      doing,
    );
    return true;
  }
  await addColumns(parts);
  // Rows that refer to others may be without them for a while, until COMMIT.
  await process.run('PRAGMA defer_foreign_keys = ON', doing);
  if (write.mode === 'merge') {
    const changes = await mergeStaged(parts, fittingRows);
    await recordChanges(process, { key, ...changes });
    return true;
  }
  if (write.mode === 'replace') await emptyTarget(process, name);
  const names = quoteNames(plan.columns.map((one) => one.source.name));
  const stored = await process.run(
    `INSERT INTO ${quoteObject({ name })} (${names}) SELECT ${names} FROM ${quoteObject({ name: staging })}`,
    doing,
  );
  requireStored(plan.object, { stored, expected: fittingRows });
  return true;
}

async function requireStagedKeys({ process, staging, request }: StagingParts): Promise<void> {
  await requireKeys(request.write, {
    staging: quoteObject({ name: staging }),
    quote: quoteName,
    any: async (sql) => (await process.rows(`${sql} LIMIT 1`, doing)).length > 0,
  });
}

function tableColumns({ request: { plan, write } }: StagingParts): readonly PlannedColumn[] {
  return [...plan.columns, ...historyColumns(write, nativeType)];
}

/** Not DROP or rename: indexes, triggers, views and foreign keys of the target stay as they are. */
async function emptyTarget(process: SqliteProcess, name: string): Promise<void> {
  const rows = await process.rows(
    `SELECT l.name FROM pragma_table_list AS l JOIN pragma_foreign_key_list(l.name, 'main') AS f
      WHERE l.schema = 'main' AND f."table" = ? COLLATE NOCASE AND l.name <> ? COLLATE NOCASE
        AND f.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT') LIMIT 1`,
    { ...doing, values: [name, name] },
  );
  if (rows[0] !== undefined) {
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `Replacing the rows of ${name} would delete or change rows of ${String(rows[0][0])}, whose foreign key says ON DELETE CASCADE or SET. Use merge, or change the foreign key. Nothing was published.`,
      { retryable: false },
    );
  }
  await process.run(`DELETE FROM ${quoteObject({ name })}`, doing);
}

async function requireRows({ process, landing }: StagingParts, expected: bigint): Promise<void> {
  const rows = await process.rows(`SELECT count(*) FROM ${quoteObject({ name: landing })}`, doing);
  const staged = rows[0]?.[0];
  if (staged === expected) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `The staging table ${describeObject({ name: landing })} holds ${String(staged)} rows, ${expected} were expected. Nothing was published.`,
  );
}

async function exists(process: SqliteProcess, name: string): Promise<boolean> {
  const sql =
    "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE";
  return (await process.rows(sql, { ...doing, values: [name] })).length > 0;
}
