import type { ChecksumAlgorithm, Fidelity, Schema } from '@ai-etl/core';
import type { SqlValue } from '../values/sql-value.ts';
import type { StoredColumn } from '../values/stored.ts';

/**
 * What a worker and a SQLite process say to each other over Node's channel: requests and answers, one
 * answer each. Rows pass in blocks that the receiver asks for, so a slow one holds the process back.
 */
export type Command =
  | {
      readonly op: 'open';
      readonly path: string;
      readonly access: 'read' | 'write' | 'create';
      /** How long to wait for locks of others. */
      readonly busyMs: number;
      /** Shown in process lists. */
      readonly label: string;
    }
  /** A statement of ours; answers its rows. */
  | { readonly op: 'rows'; readonly sql: string; readonly values?: readonly SqlValue[] }
  /** A statement of ours; answers how many rows it changed. */
  | { readonly op: 'run'; readonly sql: string; readonly values?: readonly SqlValue[] }
  /** Somebody's query: exactly one, and it may only read. At most `limit` rows. */
  | { readonly op: 'ask'; readonly sql: string; readonly limit: number }
  /** Opens somebody's query to be read in blocks, or to be summed. */
  | {
      readonly op: 'start';
      readonly cursor: number;
      readonly sql: string;
      readonly columns: Schema;
      readonly fidelity: Fidelity;
      readonly algorithm: ChecksumAlgorithm | null;
    }
  | { readonly op: 'pull'; readonly cursor: number }
  | { readonly op: 'stop'; readonly cursor: number }
  /** Prepares loading into a table of ours. */
  | { readonly op: 'load'; readonly table: string; readonly columns: readonly StoredColumn[] }
  /** Wire bytes; answers when they are in the table. Rows may be cut anywhere. */
  | { readonly op: 'feed'; readonly bytes: Uint8Array }
  /** No more bytes: answers how many rows came. */
  | { readonly op: 'finish' };

export type Request = Command & { readonly id: number };

/** A result column, as far as SQLite knows it. */
export interface ResultColumn {
  readonly name: string;
  /** Of the table's column that it is; null for an expression. */
  readonly declared: string | null;
}

export type AnswerBody =
  | { readonly outcome: 'done' }
  | {
      readonly outcome: 'rows';
      readonly columns: readonly ResultColumn[];
      readonly rows: readonly (readonly SqlValue[])[];
    }
  | { readonly outcome: 'changed'; readonly rows: bigint }
  | {
      readonly outcome: 'block';
      readonly bytes: Uint8Array;
      readonly rows: number;
      readonly isLast: boolean;
    }
  /** Null: there is more to add up. */
  | { readonly outcome: 'summed'; readonly sums: Sums | null }
  | {
      readonly outcome: 'failed';
      /** SQLite's extended result code; null when our own code refused. */
      readonly code: number | null;
      /** SQLite's words, or ours: they name tables and columns, never values. */
      readonly message: string;
      readonly reason: 'sqlite' | 'value' | 'query';
    };

export type Answer = AnswerBody & { readonly id: number };

export interface Sums {
  readonly rows: string;
  readonly columns: readonly { readonly nulls: string; readonly sum: string }[];
}

/**
 * Both ends are files of one version, started by each other, so no more is looked at: a schema library
 * would take the process longer to load than a small query to run.
 */
export function parseRequest(message: unknown): Request {
  if (isRequest(message)) return message;
  throw new TypeError('a request of the SQLite process has an op');
}

/** See parseRequest. */
export function parseAnswer(message: unknown): Answer {
  if (isAnswer(message)) return message;
  throw new TypeError('an answer of the SQLite process has an outcome');
}

function isRequest(message: unknown): message is Request {
  return typeof message === 'object' && message !== null && 'op' in message;
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && 'outcome' in message;
}
