import type { Assumption, CatalogTable, GlossaryTerm, Query } from '@ai-etl/core';
import type { Choice } from '../plan-types.ts';

/** Tables a question may be about. */
export interface QuestionSchema {
  /** Where a name without a schema is looked up. */
  readonly defaultSchema: string;
  readonly tables: readonly CatalogTable[];
}

/** A value that a column was seen to hold. */
export interface KnownValue {
  /** As the words say it, lower case. */
  readonly words: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** As it is stored. */
  readonly value: string;
}

export interface QuestionRequest {
  readonly question: string;
  readonly schema: QuestionSchema;
  /** Values found in the data for words of an earlier answer's `lookups`. */
  readonly values?: readonly KnownValue[];
  /** The project's own words; a term counts before what names alone would say. */
  readonly glossary?: readonly GlossaryTerm[];
  /** Rows listed when the words set no limit. */
  readonly listLimit?: number;
}

/** A question back, asked instead of guessing. */
export interface QuestionBack {
  readonly question: string;
  readonly choices: readonly Choice[];
}

/** Words that may be values: where they could be looked up before anybody is asked. */
export interface ValueLookup {
  readonly words: string;
  readonly columns: readonly {
    readonly schema: string;
    readonly table: string;
    readonly column: string;
  }[];
}

/** What a question became. */
export type QuestionOutcome =
  | {
      readonly kind: 'answered';
      readonly query: Query;
      /** One or two sentences in the question's language. */
      readonly explanation: string;
      readonly assumptions: readonly Assumption[];
      /** 0 to 1. */
      readonly confidence: number;
      /** Text values that were taken as the words spell them: not seen in the data yet. */
      readonly lookups: readonly ValueLookup[];
    }
  | {
      readonly kind: 'unclear';
      readonly clarification: QuestionBack;
      readonly assumptions: readonly Assumption[];
      readonly lookups: readonly ValueLookup[];
    }
  /** A write, or SQL instead of a question. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The language a question is asked in. */
export type QuestionLanguage = 'en' | 'ru';
