import { AiEtlError, describeObject, type SchemaChange, type TablePlan } from '@ai-etl/core';

/** A column that the publication adds or gives a wider type. */
export interface Alteration {
  readonly column: string;
  readonly change: 'added' | 'widened';
  /** Native type before; null: there was no such column. */
  readonly from: string | null;
  /** Native type afterwards. */
  readonly to: string;
}

/** The changes of a plan that alter the table. Pure. */
export function alterationsOf({ changes = [] }: Pick<TablePlan, 'changes'>): readonly Alteration[] {
  return changes.flatMap(({ column, change, from, to }: SchemaChange) =>
    (change === 'added' || change === 'widened') && to !== null
      ? [{ column, change, from, to }]
      : [],
  );
}

/**
 * Alterations that are still to be made on a table whose columns now have these types, by name; what
 * another run did meanwhile is done. Throws TARGET_CONFLICT when a column has become something else
 * since it was planned. Pure.
 */
export function pendingAlterations(
  plan: TablePlan,
  found: ReadonlyMap<string, string>,
): readonly Alteration[] {
  return alterationsOf(plan).filter(({ column, from, to }) => {
    const type = found.get(column) ?? null;
    if (type === to) return false;
    if (type === from) return true;
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `The column ${column} of ${describeObject(plan.object)} was changed by somebody else since the run was planned. Nothing was published.`,
    );
  });
}
