import { z } from 'zod';
import { ColumnName, NodeId, SortKey } from '../fields.ts';

/** Keeps one row for each key. */
export const DedupeStep = z.strictObject({
  id: NodeId,
  op: z.literal('dedupe'),
  inputs: z.array(NodeId).length(1),
  /** Empty: the whole row. */
  keys: z.array(ColumnName),
  keep: z.enum(['first', 'last']).default('last'),
  /** What first and last mean; required when keys are given. Ties are broken by all columns. */
  order_by: z.array(SortKey).default([]),
});

export type DedupeStep = z.infer<typeof DedupeStep>;
