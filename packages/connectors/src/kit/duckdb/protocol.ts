import { z } from 'zod';

/**
 * What a worker and its DuckDB process say to each other over Node's channel. Small: rows never
 * pass here, they go through FIFOs. Each request has a number that its answer repeats; requests of
 * one connection run one after the other, those of different connections side by side.
 */
export type Request = { readonly id: number } & Command;

/** A request before it has its number. */
export type Command =
  | OpenCommand
  | { readonly op: 'connect' | 'disconnect' | 'interrupt'; readonly connection: number }
  | StatementCommand
  | { readonly op: 'close' };

export interface OpenCommand {
  readonly op: 'open';
  /** Shown in process lists. */
  readonly label: string;
  /** Database file, or `:memory:`. */
  readonly database: string;
  readonly readOnly: boolean;
  readonly memoryLimitMb: number;
  readonly threads: number;
  /** Where DuckDB spills what does not fit into memory. */
  readonly spillDirectory: string;
  /** SQL may read and write files in it, and beside it only in `filesFolder`. */
  readonly pipeDirectory: string;
  /** A folder whose files SQL may read; links that lead out of it are refused. */
  readonly filesFolder?: string;
  /** Removed when the worker vanishes without a word. */
  readonly privateDirectory: string;
}

export interface StatementCommand {
  readonly op: 'run' | 'rows' | 'describe';
  readonly connection: number;
  readonly sql: string;
}

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
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** How long a cancelled statement and a closing process may take before the process is killed. */
export const graceMs = 4000;
