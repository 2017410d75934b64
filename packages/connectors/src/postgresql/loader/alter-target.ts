import { AiEtlError, describeObject, type SchemaChange } from '@ai-etl/core';
import { quoteName, quoteObject, quoteText } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/**
 * Adds and widens columns of the target as planned, in the transaction that publishes: others see
 * both or neither. Readers wait for its end. Throws TARGET_CONFLICT when the table has become another
 * since it was planned.
 */
export async function alterTarget({ client, target, request }: StagingParts): Promise<void> {
  const changes = (request.plan.changes ?? []).filter(isAltering);
  if (changes.length === 0) return;
  const actions = changes.map(({ column, change, to }) =>
    change === 'added'
      ? `ADD COLUMN IF NOT EXISTS ${quoteName(column)} ${to}`
      : `ALTER COLUMN ${quoteName(column)} TYPE ${to}`,
  );
  const name = quoteObject(target);
  await client.query(`ALTER TABLE ${name} ${actions.join(', ')}`);
  // One that another run added meanwhile may be of another type.
  const wanted = changes.map(({ column, to }) => `(${quoteText(column)}, ${quoteText(to ?? '')})`);
  const { rows } = await client.query<{ column: string }>(
    `SELECT w.name AS column FROM (VALUES ${wanted.join(', ')}) AS w(name, type)
       JOIN pg_attribute a ON a.attrelid = ${quoteText(name)}::regclass AND a.attname = w.name
      WHERE format_type(a.atttypid, a.atttypmod) <> w.type`,
  );
  const [other] = rows;
  if (other === undefined) return;
  throw new AiEtlError(
    'TARGET_CONFLICT',
    `The column ${other.column} of ${describeObject(target)} was changed by somebody else since the run was planned. Nothing was published.`,
  );
}

function isAltering({ change }: SchemaChange): boolean {
  return change === 'added' || change === 'widened';
}
