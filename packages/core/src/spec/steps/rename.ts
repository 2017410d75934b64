import { z } from 'zod';
import { ColumnName, NodeId } from '../fields.ts';

/** Renames columns; position and type stay. */
export const RenameStep = z.strictObject({
  id: NodeId,
  op: z.literal('rename'),
  inputs: z.array(NodeId).length(1),
  columns: z.array(z.strictObject({ from: ColumnName, to: ColumnName })).min(1),
});

export type RenameStep = z.infer<typeof RenameStep>;
