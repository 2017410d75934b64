import type { Assumption, Query } from '@ai-etl/core';
import type { Choice } from '../../plan-types.ts';

/** What a question became. */
export type AskOutcome =
  | Answered
  /** It may mean several things, or leaves out what matters. */
  | (AskedBack & { readonly kind: 'unclear' })
  /** It asks for something that the schema has not. */
  | (AskedBack & { readonly kind: 'unanswerable'; readonly words: readonly string[] })
  /** A write, or SQL instead of a question. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Answered {
  readonly kind: 'answered';
  readonly query: Query;
  /** One or two sentences in the question's language. */
  readonly explanation: string;
  readonly assumptions: readonly Assumption[];
  /** 0 to 1: how many of such answers are right. */
  readonly confidence: number;
  /** Other readings, whose rows differ where they were run; best first. */
  readonly alternatives: readonly ReadQuery[];
}

interface AskedBack {
  readonly clarification: Clarification;
  readonly assumptions: readonly Assumption[];
}

/** A question back, asked instead of guessing. */
export interface Clarification {
  readonly question: string;
  /** Words that may be asked about instead. */
  readonly choices: readonly OfferedChoice[];
  /** The queries between which it cannot be decided; empty where none was found. */
  readonly readings: readonly OfferedReading[];
}

export interface OfferedChoice extends Choice {
  /** What the question means with it, whatever number of rows is listed; null: it has to be said in words. */
  readonly meaning: Query | null;
}

export interface OfferedReading extends ReadQuery {
  /** The query, whatever number of rows is listed. */
  readonly meaning: Query;
}

/** One way to read a question. */
export interface ReadQuery {
  readonly query: Query;
  readonly explanation: string;
  /** The first of its rows, where it was run. */
  readonly found: TrialRows | null;
}

/** Rows of a query that was tried. */
export interface TrialRows {
  readonly rows: readonly (readonly (string | null)[])[];
  /** There are more rows than were read. */
  readonly truncated: boolean;
}

/**
 * Runs a query read-only, bounded in rows and time by whoever gives it. `failed`: the system refuses
 * it. `unknown`: it may be as good as any, and was not run or took too long.
 */
export type RunTrial = (query: Query) => Promise<TrialRows | 'failed' | 'unknown'>;
