import { z } from 'zod';
import { ColumnName, ExpressionText, NodeId } from '../fields.ts';

/** Turns listed values of a column into columns. */
export const PivotStep = z.strictObject({
  id: NodeId,
  op: z.literal('pivot'),
  inputs: z.array(NodeId).length(1),
  index: z.array(ColumnName).min(1),
  column: ColumnName,
  /** The values that become columns; listed, so that the output schema is known. */
  values: z
    .array(z.strictObject({ value: z.string(), name: ColumnName }))
    .min(1)
    .max(500),
  measure: ExpressionText,
});

export type PivotStep = z.infer<typeof PivotStep>;
