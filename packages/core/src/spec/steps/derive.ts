import { z } from 'zod';
import { ColumnName, ExpressionText, NodeId } from '../fields.ts';

/** Adds columns, or replaces those of the same name in place. Expressions see the input only. */
export const DeriveStep = z.strictObject({
  id: NodeId,
  op: z.literal('derive'),
  inputs: z.array(NodeId).length(1),
  columns: z.array(z.strictObject({ name: ColumnName, expression: ExpressionText })).min(1),
});

export type DeriveStep = z.infer<typeof DeriveStep>;
