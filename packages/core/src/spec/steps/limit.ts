import { z } from 'zod';
import { NodeId } from '../fields.ts';

/** Keeps `count` rows after `offset`. */
export const LimitStep = z.strictObject({
  id: NodeId,
  op: z.literal('limit'),
  inputs: z.array(NodeId).length(1),
  count: z.int().min(0),
  offset: z.int().min(0).default(0),
});

export type LimitStep = z.infer<typeof LimitStep>;
