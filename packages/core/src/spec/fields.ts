import { z } from 'zod';

/** Field schemas that several node kinds share. */

/** Ids are stable, unique in a spec, and become task ids: `extract_<id>`. */
export const NodeId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'lower-case letters, digits and _, starting with a letter');

/** A column name as the data system has it: anything but empty or NUL. */
export const ColumnName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !name.includes('\0'), 'no NUL');

/** Canonical text form of an expression; its syntax is checked by a validation pass. */
export const ExpressionText = z.string().min(1).max(20_000);

/** Id of a stored connection: `conn_…`. */
export const ConnectionId = z.string().min(1).max(128);

export const ObjectNameField = z.strictObject({
  schema: z.string().min(1).max(255).optional(),
  name: z.string().min(1).max(255),
});

/** One column to sort by. */
export const SortKey = z.strictObject({
  by: ExpressionText,
  direction: z.enum(['asc', 'desc']).default('asc'),
  nulls: z.enum(['first', 'last']).default('last'),
});
