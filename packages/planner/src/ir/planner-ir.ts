import type { Check, Notification, Param } from '@ai-etl/core';
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
  readonly notifications: readonly NotificationIntent[];
  readonly params: readonly Param[];
  readonly policy: PolicyIntent;
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
  readonly evidence: Evidence;
}

/** A check as the words say it; `column` names are linked later. */
export interface CheckIntent {
  readonly kind: Check['kind'];
  readonly columns: readonly string[];
  readonly values: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
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

/** What the words say of retries and verification. */
export interface PolicyIntent {
  readonly retries?: number;
  readonly retryDelaySeconds?: number;
  readonly verify?: 'checksums' | 'counts' | 'off';
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
