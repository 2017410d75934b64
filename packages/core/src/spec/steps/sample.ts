import { z } from 'zod';
import { NodeId } from '../fields.ts';

/** Keeps a random share of rows; the same with the same seed. */
export const SampleStep = z.strictObject({
  id: NodeId,
  op: z.literal('sample'),
  inputs: z.array(NodeId).length(1),
  /** 0..1, share of rows. */
  fraction: z.number().gt(0).max(1),
  seed: z.int().optional(),
});

export type SampleStep = z.infer<typeof SampleStep>;
