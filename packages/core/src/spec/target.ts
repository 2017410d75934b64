import { z } from 'zod';
import { ColumnName, ConnectionId, NodeId, ObjectNameField } from './fields.ts';
import type { ObjectName } from '../types/object-name.ts';
import { History } from './history.ts';

/**
 * How rows reach the target. `append` adds; `replace` swaps the whole content; `merge` updates
 * rows with the same keys and inserts the others; `scd2` keeps every version a row ever had.
 */
export const Write = z.strictObject({
  mode: z.enum(['append', 'replace', 'merge', 'scd2']),
  /** Columns that identify a row: required for merge and scd2. */
  keys: z.array(ColumnName).max(32).default([]),
  /** merge and scd2: what happens to rows that the source no longer has; scd2 ends their history. */
  on_delete: z.enum(['keep', 'delete']).default('keep'),
  /** scd2 only: how the columns that say when a version held are called. */
  history: History.optional(),
});

/** Physical layout of a table that is created; ignored by targets that have none. */
export const Layout = z.strictObject({
  partition_by: z.array(z.string().min(1)).max(8).default([]),
  order_by: z.array(ColumnName).max(16).default([]),
  engine: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*$/)
    .optional(),
});

/** What is done with values the target type cannot hold. `fail` never changes a value. */
export const Fidelity = z.strictObject({
  unbounded_decimal: z
    .union([z.enum(['fail', 'text']), z.string().regex(/^decimal\(\d+,\d+\)$/)])
    .default('fail'),
  /** NaN and infinities in a target that has none. */
  not_a_number: z.enum(['fail', 'null']).default('fail'),
  /** Dates outside what the target holds. */
  date_range: z.enum(['fail', 'null']).default('fail'),
});

/**
 * What happens when the columns that arrive are not those of a target that exists. `evolve` changes
 * the table, `freeze` refuses, `discard` loads what the table has room for.
 */
export const SchemaContract = z.enum(['evolve', 'freeze', 'discard']);

export const Target = z
  .strictObject({
    id: NodeId,
    input: NodeId,
    connection: ConnectionId,
    object: ObjectNameField.optional(),
    path: z.string().min(1).max(4096).optional(),
    write: Write,
    layout: Layout.default({ partition_by: [], order_by: [] }),
    /** What a changed source schema does: add columns, refuse, or drop what is new. */
    contract: SchemaContract.default('evolve'),
    fidelity: Fidelity.default({
      unbounded_decimal: 'fail',
      not_a_number: 'fail',
      date_range: 'fail',
    }),
  })
  .refine((one) => (one.object === undefined) !== (one.path === undefined), {
    message: 'give exactly one of object, path',
  });

export type Write = z.infer<typeof Write>;
export type WriteMode = Write['mode'];
export type SchemaContract = z.infer<typeof SchemaContract>;
export type Layout = z.infer<typeof Layout>;
export type Fidelity = z.infer<typeof Fidelity>;
export type Target = z.infer<typeof Target>;

/** What a target writes: its table, or its files, whose name is then their path. */
export function targetObject({ object, path }: Pick<Target, 'object' | 'path'>): ObjectName {
  return object ?? { name: path ?? '' };
}
