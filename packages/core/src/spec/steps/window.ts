import { z } from 'zod';
import { ColumnName, ExpressionText, NodeId } from '../fields.ts';

/** Adds window-function columns. */
export const WindowStep = z.strictObject({
  id: NodeId,
  op: z.literal('window'),
  inputs: z.array(NodeId).length(1),
  columns: z.array(z.strictObject({ name: ColumnName, expression: ExpressionText })).min(1),
});

export type WindowStep = z.infer<typeof WindowStep>;
