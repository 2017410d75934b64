import { applyOperation } from './apply-operation.ts';
import type { NumberedOperation } from './operation-names.ts';
import { placeOperations } from './place-operations.ts';
import type { ShapePorts } from './shape/shape-place.ts';
import type { Draft } from './step-draft.ts';

/**
 * Does operations to the rows of a draft. Once a question is open about what the rows are, the rest
 * is left: nothing behind it can be looked up.
 */
export function shapeDraft(
  draft: Draft,
  operations: readonly NumberedOperation[],
  ports: ShapePorts,
): void {
  for (const { operation, index } of placeOperations(draft, operations, ports))
    if (!draft.isOpen) applyOperation(draft, operation, { index, ...ports });
}
