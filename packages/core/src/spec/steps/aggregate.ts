import { z } from 'zod';
import { ColumnName, ExpressionText, NodeId } from '../fields.ts';

/** Groups rows; group columns first, then measures (aggregate expressions). */
export const AggregateStep = z.strictObject({
  id: NodeId,
  op: z.literal('aggregate'),
  inputs: z.array(NodeId).length(1),
  /** Empty: one row for the whole input. */
  group_by: z.array(z.strictObject({ name: ColumnName, expression: ExpressionText })),
  measures: z.array(z.strictObject({ name: ColumnName, expression: ExpressionText })).min(1),
});

export type AggregateStep = z.infer<typeof AggregateStep>;
