import { z } from 'zod';
import { ColumnName, NodeId } from '../fields.ts';

/** Keeps the named columns, in this order. */
export const SelectStep = z.strictObject({
  id: NodeId,
  op: z.literal('select'),
  inputs: z.array(NodeId).length(1),
  columns: z.array(ColumnName).min(1).max(2000),
});

export type SelectStep = z.infer<typeof SelectStep>;
