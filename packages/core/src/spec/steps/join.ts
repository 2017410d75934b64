import { z } from 'zod';
import { ExpressionText, NodeId } from '../fields.ts';

/** Joins two inputs: left columns first, then right ones (none of the right for semi and anti). */
export const JoinStep = z.strictObject({
  id: NodeId,
  op: z.literal('join'),
  inputs: z.array(NodeId).length(2),
  how: z.enum(['inner', 'left', 'right', 'full', 'semi', 'anti', 'asof']),
  /** Over both inputs; columns are qualified by input id where names collide. */
  on: ExpressionText,
  /** Appended to right-hand columns whose name the left has too; absent: a collision is an error. */
  suffix: z.string().min(1).max(63).optional(),
});

export type JoinStep = z.infer<typeof JoinStep>;
