import { z } from 'zod';
import { ExpressionText, NodeId } from '../fields.ts';

/** Keeps the rows for which `where` is true. */
export const FilterStep = z.strictObject({
  id: NodeId,
  op: z.literal('filter'),
  inputs: z.array(NodeId).length(1),
  /** Rows for which it is true stay; false and NULL go. */
  where: ExpressionText,
});

export type FilterStep = z.infer<typeof FilterStep>;
