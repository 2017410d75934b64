import type { Notification, Param } from '@ai-etl/core';
import type { CheckIntent } from './check.ts';
import type { EndpointMention } from './endpoint.ts';
import type { Evidence } from './evidence.ts';
import type { OperationIntent } from './operation.ts';
import type { ScheduleIntent, ZoneMention } from './schedule.ts';

/**
 * What a sentence says, before any name is looked up: typed plain data, serialisable. Each slot
 * keeps the words it was read from. A slot that the words do not fill is null or empty; defaults
 * are the builder's business. Both the built-in parser and model providers produce it.
 */
export interface PlannerIR {
  readonly version: 1;
  readonly language: 'en' | 'ru';
  readonly sources: readonly EndpointMention[];
  readonly targets: readonly EndpointMention[];
  /** In the order of the text. */
  readonly operations: readonly OperationIntent[];
  readonly write: WriteIntent | null;
  readonly load: LoadIntent | null;
  readonly schedule: ScheduleIntent | null;
  readonly zone: ZoneMention | null;
  readonly checks: readonly CheckIntent[];
  /** What happens to rows, or to the run, that break a check; null when not said. */
  readonly onFail: 'quarantine' | 'abort' | null;
  readonly notifications: readonly NotificationIntent[];
  readonly params: readonly Param[];
  readonly policy: PolicyIntent;
  /** How texts of the source are written: "dates like 31/12/2024", "decimal comma". */
  readonly parsing: readonly ParsingIntent[];
  /** Statements that exclude each other: never resolved by a guess. */
  readonly conflicts: readonly Conflict[];
  /** What was recognised but belongs to no slot, and words nobody understood. */
  readonly notes: readonly Note[];
}

/** How rows reach the target; `mode` is null when only keys are named. */
export interface WriteIntent {
  readonly mode: 'append' | 'replace' | 'merge' | 'scd2' | null;
  /** As written; empty when not stated. */
  readonly keys: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** How the rows to read are found. */
export interface LoadIntent {
  readonly mode: 'full' | 'watermark' | 'new_files' | 'cdc' | 'stream';
  readonly column: string | null;
  /** Changes that are taken over; absent when the words name none. */
  readonly changes?: readonly ('insert' | 'update' | 'delete')[];
  readonly evidence: Evidence;
}

/** Who hears about which outcome. */
export interface NotificationIntent {
  readonly on: readonly Notification['on'][];
  readonly channel: Notification['channel'];
  /** Null: nobody is named. */
  readonly to: string | null;
  readonly evidence: Evidence;
}

/** What the words say of retries, verification and the size of the work's pieces. */
export interface PolicyIntent {
  readonly retries?: number;
  readonly retryDelaySeconds?: number;
  readonly verify?: 'checksums' | 'counts' | 'off';
  /** Rows a batch. */
  readonly batchSize?: number;
  /** Workers at a time. */
  readonly parallel?: number;
  /** The unit of time a long load is cut by. */
  readonly chunkBy?: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
}

/** How the text of a column is written: `dd.MM.yyyy`, `decimal comma`. */
export interface ParsingIntent {
  readonly column: string;
  readonly format: string;
  readonly evidence: Evidence;
}

/** Two statements that cannot both hold. */
export interface Conflict {
  readonly field: 'schedule' | 'write_mode' | 'filter';
  /** Worded for a person: why these cannot both hold. */
  readonly problem: string;
  readonly claims: readonly Evidence[];
}

/** A part of the text that fills no slot. */
export interface Note {
  /**
   * `sql`: SQL text, which is never executed. `operation`: names an operation nobody could read
   * in full. `unread`: words that fill no slot.
   */
  readonly kind: 'sql' | 'operation' | 'unread';
  readonly evidence: Evidence;
}
