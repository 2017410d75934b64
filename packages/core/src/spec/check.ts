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
  /** Every row for which it is false fails; NULL passes, as in a CHECK constraint. */
  z.strictObject({ ...base, kind: z.literal('sql'), condition: ExpressionText }),
  /**
   * The measure lies near those of the pipeline's own earlier runs: their median, give or take
   * `sensitivity` robust deviations. Passes while fewer than `min_history` runs are known.
   */
  z.strictObject({
    ...base,
    kind: z.literal('anomaly'),
    measure: z.enum(['row_count', 'freshness']),
    /** freshness only: the date or timestamp whose newest value counts. */
    column: ColumnName.optional(),
    sensitivity: z.number().min(1).max(20).default(3.5),
    min_history: z.int().min(3).max(30).default(5),
  }),
]);

export type Check = z.infer<typeof Check>;
