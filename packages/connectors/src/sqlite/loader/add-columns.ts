import { alterationsOf, pendingAlterations } from '../../kit/pending-changes.ts';
import { quoteName, quoteObject, quoteType } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/**
 * Adds columns to the target as planned, in the transaction that publishes: others see both or
 * neither. Throws TARGET_CONFLICT when somebody else has added one of another type since.
 */
export async function addColumns({ process, request: { plan } }: StagingParts): Promise<void> {
  if (alterationsOf(plan).length === 0) return;
  const doing = { doing: 'add columns to a table of' };
  const rows = await process.rows("SELECT name, type FROM pragma_table_xinfo(?, 'main')", {
    ...doing,
    values: [plan.object.name],
  });
  // Names that differ in case only are one.
  const types = new Map(rows.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
  const found = new Map(
    alterationsOf(plan).flatMap(({ column }) => {
      const type = types.get(column.toLowerCase());
      return type === undefined ? [] : [[column, type] as const];
    }),
  );
  for (const { column, to } of pendingAlterations(plan, found)) {
    const definition = `${quoteName(column)} ${quoteType(to)}`;
    await process.run(`ALTER TABLE ${quoteObject(plan.object)} ADD COLUMN ${definition}`, doing);
  }
}
