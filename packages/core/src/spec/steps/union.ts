import { z } from 'zod';
import { NodeId } from '../fields.ts';

/** Stacks inputs with the same column names. */
export const UnionStep = z.strictObject({
  id: NodeId,
  op: z.literal('union'),
  inputs: z.array(NodeId).min(2).max(64),
  /** `all` keeps duplicates. Columns are matched by name, order is the first input's. */
  mode: z.enum(['all', 'distinct']).default('all'),
});

export type UnionStep = z.infer<typeof UnionStep>;
