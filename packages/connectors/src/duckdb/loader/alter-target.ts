import type { StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteName, quoteObject, quoteText } from '../../kit/duckdb/quote.ts';
import { alterationsOf, pendingAlterations } from '../../kit/pending-changes.ts';
import type { StagingParts } from './staging.ts';

/**
 * Adds and widens columns of the target as planned, in the transaction that publishes: others see both
 * or neither. Throws TARGET_CONFLICT when the table has become another since it was planned.
 */
export async function alterTarget(
  { connection, schema, target, request: { plan } }: StagingParts,
  options: StatementOptions,
): Promise<void> {
  if (alterationsOf(plan).length === 0) return;
  const rows = await connection.rows(
    `SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database()
        AND schema_name = ${quoteText(schema)} AND table_name = ${quoteText(target.name)}`,
    options,
  );
  const found = new Map(rows.map(([name, type]) => [name ?? '', type ?? '']));
  for (const { column, change, to } of pendingAlterations(plan, found)) {
    const name = quoteName(column);
    const action =
      change === 'added' ? `ADD COLUMN ${name} ${to}` : `ALTER COLUMN ${name} TYPE ${to}`;
    await connection.run(`ALTER TABLE ${quoteObject(target)} ${action}`, options);
  }
}
