import { z } from 'zod';

/** A value given at run time, `:name` in expressions. */
export const Param = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  type: z.enum(['text', 'int64', 'decimal', 'float64', 'bool', 'date', 'timestamp', 'timestamptz']),
  /** Used when a run gives none; absent: the run must give one. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  description: z.string().max(500).optional(),
});

export type Param = z.infer<typeof Param>;
