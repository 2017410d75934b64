import { z } from 'zod';
import { NodeId } from '../fields.ts';

/** User-written SQL, parsed and checked before it runs. */
export const SqlStep = z.strictObject({
  id: NodeId,
  op: z.literal('sql'),
  inputs: z.array(NodeId).min(1).max(16),
  /** SQL over the inputs, named by their ids. */
  text: z.string().min(1).max(100_000),
  dialect: z.enum(['postgresql', 'clickhouse', 'mysql', 'sqlite', 'duckdb']),
});

export type SqlStep = z.infer<typeof SqlStep>;
