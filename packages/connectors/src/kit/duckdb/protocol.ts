import { z } from 'zod';

/**
 * What a worker and its DuckDB process say to each other over Node's channel. Small: rows never
 * pass here, they go through FIFOs. Each request has a number that its answer repeats; requests of
 * one connection run one after the other, those of different connections side by side.
 */
export const Request = z.discriminatedUnion('op', [
  z.object({
    id: z.number(),
    op: z.literal('open'),
    /** Shown in process lists. */
    label: z.string(),
    /** Database file, or `:memory:`. */
    database: z.string(),
    readOnly: z.boolean(),
    memoryLimitMb: z.number(),
    threads: z.number(),
    /** Where DuckDB spills what does not fit into memory. */
    spillDirectory: z.string(),
    /** The only directory that SQL may read and write files in. */
    pipeDirectory: z.string(),
    /** Removed when the worker vanishes without a word. */
    privateDirectory: z.string(),
  }),
  z.object({ id: z.number(), op: z.literal('connect'), connection: z.number() }),
  z.object({ id: z.number(), op: z.literal('disconnect'), connection: z.number() }),
  z.object({ id: z.number(), op: z.literal('run'), connection: z.number(), sql: z.string() }),
  z.object({ id: z.number(), op: z.literal('rows'), connection: z.number(), sql: z.string() }),
  z.object({ id: z.number(), op: z.literal('describe'), connection: z.number(), sql: z.string() }),
  z.object({ id: z.number(), op: z.literal('interrupt'), connection: z.number() }),
  z.object({ id: z.number(), op: z.literal('close') }),
]);
export type Request = z.infer<typeof Request>;

/** A request before it has its number. */
export type Command = WithoutId<Request>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

const Row = z.array(z.string().nullable());
export type TextRow = z.infer<typeof Row>;

export const Answer = z.discriminatedUnion('outcome', [
  z.object({ id: z.number(), outcome: z.literal('done') }),
  /** Rows that a statement wrote, as decimal text. */
  z.object({ id: z.number(), outcome: z.literal('changed'), rows: z.string() }),
  z.object({ id: z.number(), outcome: z.literal('rows'), rows: z.array(Row) }),
  /** DuckDB's own words; they may quote values, so they are not for people. */
  z.object({ id: z.number(), outcome: z.literal('failed'), message: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;
export type AnswerBody = WithoutId<Answer>;

/** How long a cancelled statement and a closing process may take before the process is killed. */
export const graceMs = 4000;
