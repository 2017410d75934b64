import { z } from 'zod';
import { ColumnName, NodeId } from '../fields.ts';

/** Turns columns into rows of name and value; the columns share one type. */
export const UnpivotStep = z.strictObject({
  id: NodeId,
  op: z.literal('unpivot'),
  inputs: z.array(NodeId).length(1),
  columns: z.array(ColumnName).min(1),
  name_to: ColumnName,
  value_to: ColumnName,
});

export type UnpivotStep = z.infer<typeof UnpivotStep>;
