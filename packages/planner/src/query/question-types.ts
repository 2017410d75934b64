import type { CatalogTable } from '@ai-etl/core';

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

/** Words that may be values: where they could be looked up before anybody is asked. */
export interface ValueLookup {
  readonly words: string;
  readonly columns: readonly {
    readonly schema: string;
    readonly table: string;
    readonly column: string;
  }[];
}
