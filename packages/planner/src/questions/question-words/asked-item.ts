import type { CatalogTable } from '@ai-etl/core';
import type { Asker } from './question-phrase.ts';

/** What question words, and the verbs that go with them, ask for; taken as columns to be shown. */
export interface AskedItem {
  readonly kind: 'asked';
  readonly parts: readonly AskedPart[];
  /** Rows they are asked of, where the words behind name them; empty: what was named before. */
  readonly of: readonly CatalogTable[];
}

export interface AskedPart {
  readonly asker: Asker;
  /** null: "on what date", and nothing more. */
  readonly verb: string | null;
}

/** Each question word with each verb: "where does it start and end". */
export function partsOfAsked(
  askers: readonly Asker[],
  verbs: readonly string[],
): readonly AskedPart[] {
  return askers.flatMap((asker): AskedPart[] =>
    verbs.length === 0 ? [{ asker, verb: null }] : verbs.map((verb) => ({ asker, verb })),
  );
}
