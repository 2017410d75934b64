import { z } from 'zod';
import { NodeId } from '../fields.ts';

/** Keeps a share of the rows, chosen by a hash of their values: equal rows stay or go together. */
export const SampleStep = z.strictObject({
  id: NodeId,
  op: z.literal('sample'),
  inputs: z.array(NodeId).length(1),
  /** 0..1, share of rows. */
  fraction: z.number().gt(0).max(1),
  /** Another seed gives another sample; 0 when absent. */
  seed: z.int().optional(),
});

export type SampleStep = z.infer<typeof SampleStep>;
