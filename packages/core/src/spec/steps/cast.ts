import { z } from 'zod';
import { ColumnName, NodeId } from '../fields.ts';

/** Changes the type of columns; a value that does not fit fails the run. */
export const CastStep = z.strictObject({
  id: NodeId,
  op: z.literal('cast'),
  inputs: z.array(NodeId).length(1),
  columns: z
    .array(
      z.strictObject({
        name: ColumnName,
        /** Text form of a ColumnType: `decimal(18,2)`. */
        to: z.string(),
      }),
    )
    .min(1),
});

export type CastStep = z.infer<typeof CastStep>;
