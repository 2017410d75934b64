import { AiEtlError, describeObject, invariant, type ObjectName } from '@ai-etl/core';
import {
  firstMisfit,
  hasQuarantine,
  isTested,
  misfitsOf,
  quarantineName,
  quarantineTexts,
  type Misfit,
} from '../../kit/quarantine/misfits.ts';
import { serverVersionOf } from '../checksum.ts';
import { quoteName, quoteObject, quoteText } from '../quote.ts';
import { convertedValue } from './converted-value.ts';
import { countQuarantined, ledgerOf } from './ledger.ts';
import type { StagingParts } from './staging.ts';

const FIRST_WITH_INPUT_TESTS = 160_000;

/** The quarantine of a schema. */
export function quarantineOf(schema: string): ObjectName {
  return { schema, name: quarantineName };
}

/** Creates the quarantine where the plan may set rows apart. Throws PLAN_INVALID on servers before 16. */
export async function ensureQuarantine({
  client,
  schema,
  request: { plan },
}: Pick<StagingParts, 'client' | 'schema' | 'request'>): Promise<void> {
  if (!hasQuarantine(plan)) return;
  if (plan.columns.some(isTested) && (await serverVersionOf(client)) < FIRST_WITH_INPUT_TESTS) {
    throw new AiEtlError(
      'PLAN_INVALID',
      `Values for ${describeObject(plan.object)} are tested one by one, which needs PostgreSQL 16. Cast them in the pipeline, or use another contract.`,
    );
  }
  await countQuarantined(client, schema);
  const table = quoteObject(quarantineOf(schema));
  const columns = quarantineTexts.map((name) => `${name} text NOT NULL`).join(', ');
  await client.query('BEGIN');
  try {
    // IF NOT EXISTS still collides when two create it at once; the lock makes one wait.
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`ai-etl ledger ${schema}`]);
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${table} (${columns}, quarantined_at timestamptz NOT NULL DEFAULT now())`,
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A relation of the staged rows that fit. Pure. */
export function fittingRows({
  staging,
  request,
}: Pick<StagingParts, 'staging' | 'request'>): string {
  const misfits = misfitsOf(request.plan, misfitWords);
  const name = quoteObject(staging);
  if (misfits.length === 0) return name;
  return `(SELECT * FROM ${name} WHERE ${firstMisfit(misfits, () => 'false')} IS NULL)`;
}

/**
 * Keeps the staged rows that do not fit, each with the first thing that is wrong with it, in the
 * transaction that publishes the others. Answers how many; undefined when the plan sets none apart.
 */
export async function keepMisfits(parts: StagingParts): Promise<bigint | undefined> {
  const { client, schema, staging, target, request } = parts;
  const misfits = misfitsOf(request.plan, misfitWords);
  if (misfits.length === 0) return undefined;
  const first = (textOf: (misfit: Misfit) => string): string => firstMisfit(misfits, textOf);
  const { rowCount } = await client.query(
    `INSERT INTO ${quoteObject(quarantineOf(schema))} (${quarantineTexts.join(', ')})
     SELECT $1, $2, $3, ${first((one) => quoteText(one.column))}, ${first((one) => quoteText(one.reason))}, row_to_json(s.*)::text
       FROM ${quoteObject(staging)} AS s WHERE ${first(() => 'false')} IS NOT NULL`,
    [request.key.runId, request.key.step, target.name],
  );
  const { rows } = await client.query(
    `UPDATE ${quoteObject(ledgerOf(schema))} SET quarantined_rows = $3 WHERE run_id = $1 AND step = $2
     RETURNING quarantined_rows`,
    [request.key.runId, request.key.step, rowCount ?? 0],
  );
  invariant(rows.length === 1, 'rows are set apart by a claimed publication');
  return BigInt(rowCount ?? 0);
}

const misfitWords = {
  value: (column: { readonly source: { readonly name: string } }): string =>
    quoteName(column.source.name),
  converted: convertedValue,
};
