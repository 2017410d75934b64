import { z } from 'zod';
import { ColumnName, NodeId } from '../fields.ts';

/** Hides values: keyed hash, last characters only, a constant, or a deterministic token. */
export const MaskStep = z.strictObject({
  id: NodeId,
  op: z.literal('mask'),
  inputs: z.array(NodeId).length(1),
  columns: z
    .array(
      z.strictObject({
        name: ColumnName,
        method: z.enum(['hash', 'partial', 'redact', 'tokenise']),
        keep_last: z.int().min(0).max(64).optional(),
      }),
    )
    .min(1),
});

export type MaskStep = z.infer<typeof MaskStep>;
