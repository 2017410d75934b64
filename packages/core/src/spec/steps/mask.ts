import { z } from 'zod';
import { semanticKindNames } from '../../semantics/semantic-kinds.ts';
import { ColumnName, NodeId } from '../fields.ts';

/** Hides values: keyed hash, last characters only, a constant, or a deterministic token. */
export const MaskStep = z.strictObject({
  id: NodeId,
  op: z.literal('mask'),
  inputs: z.array(NodeId).length(1),
  columns: z
    .array(
      z.strictObject({
        /** Either a column, */
        name: ColumnName.optional(),
        /** or all columns whose name says that they hold this: `email`. */
        kind: z.enum(semanticKindNames).optional(),
        method: z.enum(['hash', 'partial', 'redact', 'tokenise']),
        /** `partial` only: how many characters at the end stay; 4 when absent. */
        keep_last: z.int().min(0).max(64).optional(),
      }),
    )
    .min(1),
  /**
   * Equal values get equal hashes and tokens in all pipelines of the project that give the same
   * domain; the pipeline's name when absent.
   */
  domain: z.string().min(1).max(63).optional(),
});

export type MaskStep = z.infer<typeof MaskStep>;
