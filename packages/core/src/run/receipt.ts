import type { ChecksumAlgorithm } from '../ports/connector.ts';
import type { Check } from '../spec/check.ts';
import type { CursorReceipt } from './read-window.ts';
import type { WriteMode } from '../spec/target.ts';
import type { SchemaChange } from '../types/schema-change.ts';

/** Proof of one run: what was read, what was loaded, and that they are the same. Counts are decimal text. */
export interface Receipt {
  readonly verify: 'checksums' | 'counts' | 'off';
  readonly source_rows: string;
  readonly loaded_rows: string;
  /** null when the policy did not compare checksums. */
  readonly checksums_match: boolean | null;
  readonly bytes: string;
  readonly rows_per_second: number;
  readonly targets: readonly TargetReceipt[];
  /** The way in of the local route; absent: no rows met in a scratch database. */
  readonly extracts?: readonly ExtractReceipt[];
  /** Absent: the pipeline has no checks. One that did not pass is told as the event check.failed. */
  readonly checks?: readonly CheckReceipt[];
}

/** What one check of the spec found. */
export interface CheckReceipt {
  readonly check: string;
  readonly on: string;
  readonly kind: Check['kind'];
  readonly severity: Check['severity'];
  readonly passed: boolean;
  /** Decimal text; null where the check counts no rows. */
  readonly failing_rows: string | null;
  /** What was measured instead: rows, or the age of the newest value in seconds; null: no value. */
  readonly measured?: string | null;
  /** What was expected, for a person. */
  readonly expected?: string;
  /** Some of the failing rows, personal data masked. */
  readonly sample?: CheckSample;
}

/** Values as text; null is NULL. */
export interface CheckSample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What one source gave to the run's scratch database, and that it arrived. */
export interface ExtractReceipt {
  /** Id of the source or step in the spec. */
  readonly extract: string;
  readonly source_rows: string;
  readonly loaded_rows: string;
  readonly bytes: string;
  readonly checksum_algorithm: ChecksumAlgorithm | null;
  readonly checksums_match: boolean | null;
  /** `target_…` is what the scratch database holds. */
  readonly columns: readonly ColumnReceipt[];
  readonly load_seconds: number;
}

export interface TargetReceipt {
  readonly target: string;
  readonly object: string;
  readonly mode: WriteMode;
  readonly source_rows: string;
  readonly loaded_rows: string;
  readonly bytes: string;
  readonly checksum_algorithm: ChecksumAlgorithm | null;
  readonly checksums_match: boolean | null;
  readonly columns: readonly ColumnReceipt[];
  readonly published_at: string | null;
  /** Ranges of the key in which the rows were loaded; absent: they came as one. */
  readonly chunks?: number;
  /** Of these, what earlier attempts of the run had loaded, and what they hold. Absent: none. */
  readonly resumed_chunks?: number;
  readonly resumed_rows?: string;
  /** Where what arrived was not the target's, and what was done. Absent: nowhere. */
  readonly schema_changes?: readonly SchemaChange[];
  /** merge: rows replaced; scd2: versions ended or corrected. Absent where nobody counted. */
  readonly updated_rows?: string;
  /** Rows removed, or versions ended, because the source no longer has their keys. */
  readonly deleted_rows?: string;
  /** Rows of those loaded that did not fit and were set apart (contract discard). Absent: none could be. */
  readonly quarantined_rows?: string;
  /** Table of the target where they are kept. */
  readonly quarantine_table?: string;
  /** How far incremental sources were read into it; absent: it has none. */
  readonly cursors?: readonly CursorReceipt[];
  /**
   * What earlier attempts of the run were about to publish, by attempt, while it is not known which
   * one did: the target's own record names it.
   */
  readonly drafts?: Readonly<Record<string, readonly CursorReceipt[]>>;
  /** Seconds spent reading, loading and comparing, and publishing. */
  readonly load_seconds: number;
  readonly publish_seconds: number;
}

export interface ColumnReceipt {
  readonly name: string;
  readonly source_nulls: string;
  readonly target_nulls: string;
  readonly source_sum: string | null;
  readonly target_sum: string | null;
  /** Why a column was not summed. */
  readonly note?: string;
}
