import { AiEtlError } from '@ai-etl/core';
import { quoteName, quoteObject, quoteType } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/**
 * Adds columns to the target as planned, in the transaction that publishes: others see both or
 * neither. Throws TARGET_CONFLICT when somebody else has added one of another type since.
 */
export async function addColumns({ process, request }: StagingParts): Promise<void> {
  const { plan } = request;
  const added = (plan.changes ?? []).filter((one) => one.change === 'added');
  if (added.length === 0) return;
  const doing = { doing: 'add columns to a table of' };
  const rows = await process.rows("SELECT name, type FROM pragma_table_xinfo(?, 'main')", {
    ...doing,
    values: [plan.object.name],
  });
  // Names that differ in case only are one.
  const found = new Map(rows.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
  for (const { column, to } of added) {
    const type = found.get(column.toLowerCase());
    if (type === undefined) {
      const definition = `${quoteName(column)} ${quoteType(to ?? '')}`;
      await process.run(`ALTER TABLE ${quoteObject(plan.object)} ADD COLUMN ${definition}`, doing);
    } else if (type !== to) {
      throw new AiEtlError(
        'TARGET_CONFLICT',
        `The column ${column} of ${plan.object.name} was added as ${type} by somebody else since the run was planned. Nothing was published.`,
      );
    }
  }
}
