import { z } from 'zod';
import type { ObjectName, Publication, PublicationKey } from '@ai-etl/core';
import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteObject, quoteText } from '../../kit/duckdb/quote.ts';
import { quarantinedOf } from '../../kit/quarantine/quarantined-of.ts';
import { ownTablePrefix } from '../../kit/staging-name.ts';
import { hasTable } from './has-table.ts';

/** Records what was published, in the target's own schema and transaction. */
export function ledgerOf(schema: string): ObjectName {
  return { schema, name: `${ownTablePrefix}publications` };
}

const LedgerRow = z.tuple([
  z.coerce.number(),
  z.string(),
  z.enum(['append', 'replace', 'merge', 'scd2']),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  z.string().nullable(),
]);

/** Creates the ledger of a schema when it is missing. */
export async function ensureLedger(
  connection: DuckConnection,
  schema: string,
  options: StatementOptions,
): Promise<void> {
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${quoteObject(ledgerOf(schema))} (
      run_id VARCHAR NOT NULL,
      step VARCHAR NOT NULL,
      attempt INTEGER NOT NULL,
      target VARCHAR NOT NULL,
      mode VARCHAR NOT NULL,
      rows BIGINT NOT NULL,
      updated_rows BIGINT,
      deleted_rows BIGINT,
      quarantined_rows BIGINT,
      published_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      PRIMARY KEY (run_id, step)
    )`,
    options,
  );
}

/** What (run, step) published, or null. */
export async function readPublication(
  connection: DuckConnection,
  {
    schema,
    key,
  }: { readonly schema: string; readonly key: Pick<PublicationKey, 'runId' | 'step'> },
  options: StatementOptions,
): Promise<Publication | null> {
  if (!(await hasTable(connection, ledgerOf(schema), options))) return null;
  const [found] = await connection.rows(
    `SELECT attempt::VARCHAR, rows::VARCHAR, mode, strftime(published_at::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%gZ'),
            updated_rows::VARCHAR, deleted_rows::VARCHAR, to_json(l)->>'quarantined_rows'
       FROM ${quoteObject(ledgerOf(schema))} AS l
      WHERE run_id = ${quoteText(key.runId)} AND step = ${quoteText(key.step)}`,
    options,
  );
  if (found === undefined) return null;
  const [attempt, rows, mode, publishedAt, updatedRows, deletedRows, quarantined] =
    LedgerRow.parse(found);
  return {
    runId: key.runId,
    step: key.step,
    attempt,
    rows,
    mode,
    publishedAt,
    ...(updatedRows === null ? {} : { updatedRows }),
    ...(deletedRows === null ? {} : { deletedRows }),
    ...quarantinedOf(quarantined, schema),
  };
}

/** Claims (run, step) inside the publishing transaction; false when it is published already. */
export async function claimPublication(
  connection: DuckConnection,
  claim: {
    readonly schema: string;
    readonly key: PublicationKey;
    readonly target: string;
    readonly mode: string;
    readonly rows: bigint;
  },
  options: StatementOptions,
): Promise<boolean> {
  const { schema, key, target, mode, rows } = claim;
  const texts = [key.runId, key.step].map(quoteText).join(', ');
  const inserted = await connection.run(
    `INSERT INTO ${quoteObject(ledgerOf(schema))} (run_id, step, attempt, target, mode, rows)
     VALUES (${texts}, ${key.attempt}, ${quoteText(target)}, ${quoteText(mode)}, ${rows})
     ON CONFLICT DO NOTHING`,
    options,
  );
  return inserted === 1n;
}

/** Completes a claim with what merge did. */
export async function recordChanges(
  connection: DuckConnection,
  record: {
    readonly schema: string;
    readonly key: PublicationKey;
    readonly updated: bigint;
    readonly deleted: bigint;
  },
  options: StatementOptions,
): Promise<void> {
  const { schema, key, updated, deleted } = record;
  await connection.run(
    `UPDATE ${quoteObject(ledgerOf(schema))} SET updated_rows = ${updated}, deleted_rows = ${deleted}
      WHERE run_id = ${quoteText(key.runId)} AND step = ${quoteText(key.step)}`,
    options,
  );
}
