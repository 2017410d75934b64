import { applyOperation } from '../apply-operation.ts';
import { canTake } from '../can-take.ts';
import type { NumberedOperation } from '../operation-names.ts';
import type { ShapePorts } from '../shape/shape-place.ts';
import type { Draft } from '../step-draft.ts';

/**
 * Filters on one table of a join are done before it, so that its source sends fewer rows: where only
 * that table has the columns, and the join keeps no row of it that has no partner. Answers what is left.
 */
export function filterFirst(
  drafts: readonly Draft[],
  operations: readonly NumberedOperation[],
  ports: ShapePorts,
): readonly NumberedOperation[] {
  const hows = operations.flatMap(({ operation }) =>
    operation.op === 'join' ? [operation.how] : [],
  );
  if (hows.length === 0 || drafts.length < 2) return operations;
  const isInner = hows.every((how) => how === 'inner');
  const keepsLeft = hows.every((how) => how === 'inner' || how === 'left');
  return operations.filter(({ operation, index }) => {
    if (operation.op !== 'filter') return true;
    const [able, ...others] = drafts.filter((draft) => canTake(operation, draft.rows));
    const isSafe = isInner || (keepsLeft && able === drafts[0]);
    if (able === undefined || others.length > 0 || !isSafe) return true;
    applyOperation(able, operation, { ...ports, index });
    return false;
  });
}
