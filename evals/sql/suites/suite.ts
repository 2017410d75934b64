import type { AskedDatabase } from '../../engine/database.ts';
import type { QueryRunner } from '../run/result.ts';

/** A question and what answers it. */
export interface GoldQuestion {
  readonly id: string;
  readonly database: string;
  readonly language: string;
  readonly question: string;
  /** Right answers, the first one gold; none: it must not be answered. */
  readonly sql: readonly string[];
  /** `unanswerable`, `clarify`, `refuse` for what must not be answered. */
  readonly expected: string;
  readonly difficulty: string;
  /** What it takes to answer it, as its suite names it: `relative-date`, `self-join`. */
  readonly tags: readonly string[];
  /** The order of rows counts. */
  readonly ordered: boolean;
  /** It asks for a ratio, which may be told in hundredths. */
  readonly mayScale: boolean;
}

/** A database of a suite, open. */
export interface SuiteDatabase {
  readonly asked: AskedDatabase;
  readonly runner: QueryRunner;
}

/** Questions over databases, with the rules by which answers are judged. */
export interface SqlSuite {
  readonly name: string;
  /** `rows`: the same rows; `nlq`: the rules of nlq-dev. */
  readonly rules: 'rows' | 'nlq';
  /** Whose questions nobody reads while building: of no database, of all, or of those split.ts names. */
  readonly heldOut: 'none' | 'all' | 'by-split';
  readonly questions: readonly GoldQuestion[];
  /** Null for a database that is not there. */
  open(database: string): Promise<SuiteDatabase | null>;
  close(): Promise<void>;
}

export interface SuiteOptions {
  readonly folder: string;
  /** For one query. */
  readonly timeoutMs: number;
  /** Where a suite that is loaded at the run is loaded into, if it may be loaded there. */
  readonly engine: 'postgresql' | 'duckdb';
  /** Where a suite that needs a server keeps it between runs. */
  readonly home: string;
}
