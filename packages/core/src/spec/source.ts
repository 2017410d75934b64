import { z } from 'zod';
import { ColumnName, ConnectionId, NodeId, ObjectNameField } from './fields.ts';

/** Reads only what is new: rows whose cursor is past the last committed one, less `lag`. */
export const Incremental = z.strictObject({
  cursor: ColumnName,
  /** ISO 8601 duration that is read again on each run, to catch late rows. */
  lag: z
    .string()
    .regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/)
    .optional(),
  /** Literal text where the very first run starts; absent: everything. */
  initial: z.string().optional(),
});

/**
 * Where rows come from: exactly one of `object` (a table or view), `query` (SQL in the system's
 * own dialect) or `path` (files).
 */
export const Source = z
  .strictObject({
    id: NodeId,
    connection: ConnectionId,
    object: ObjectNameField.optional(),
    query: z.string().min(1).max(100_000).optional(),
    path: z.string().min(1).max(4096).optional(),
    /** Only these columns are read; absent: all, resolved at each run. */
    columns: z.array(ColumnName).min(1).max(2000).optional(),
    incremental: Incremental.optional(),
  })
  .refine(
    (one) => [one.object, one.query, one.path].filter((part) => part !== undefined).length === 1,
    { message: 'give exactly one of object, query, path' },
  );

export type Source = z.infer<typeof Source>;
