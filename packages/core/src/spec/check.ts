import { z } from 'zod';
import { ColumnName, ConnectionId, ExpressionText, NodeId, ObjectNameField } from './fields.ts';

const base = {
  id: NodeId,
  /** Node whose rows are checked. */
  on: NodeId,
  /** `fail` stops before publish; `warn` is written to the receipt. */
  severity: z.enum(['fail', 'warn']).default('fail'),
};

/** A promise about rows, proved before they are published. */
export const Check = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('not_null'), columns: z.array(ColumnName).min(1) }),
  z.strictObject({ ...base, kind: z.literal('unique'), columns: z.array(ColumnName).min(1) }),
  z.strictObject({
    ...base,
    kind: z.literal('accepted_values'),
    column: ColumnName,
    values: z.array(z.string()).min(1),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('range'),
    column: ColumnName,
    /** Inclusive; literal text of the column's type. */
    min: z.string().optional(),
    max: z.string().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('row_count'),
    min: z.int().min(0).optional(),
    max: z.int().min(0).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('freshness'),
    column: ColumnName,
    max_age_seconds: z.int().min(1),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('reference'),
    columns: z.array(ColumnName).min(1),
    connection: ConnectionId,
    object: ObjectNameField,
    referenced_columns: z.array(ColumnName).min(1),
  }),
  z.strictObject({ ...base, kind: z.literal('sql'), condition: ExpressionText }),
]);

export type Check = z.infer<typeof Check>;
