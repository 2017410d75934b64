import { z } from 'zod';
import { NodeId, SortKey } from '../fields.ts';

/** Orders rows; matters before limit, and for files. */
export const SortStep = z.strictObject({
  id: NodeId,
  op: z.literal('sort'),
  inputs: z.array(NodeId).length(1),
  by: z.array(SortKey).min(1),
});

export type SortStep = z.infer<typeof SortStep>;
