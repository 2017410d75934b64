import type { SchemaIndex } from './schema-index.ts';
import type { Word } from './words.ts';

/** "which warehouse ships the most orders": a verb between who does it and what it is done to. */
export function isFinitePresent(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  if (before?.kind !== 'word' || word?.lower.endsWith('s') !== true) return false;
  if (!/^(?:the|most|more|fewer|least|fewest|a|an|our)$/u.test(after?.lower ?? '')) return false;
  return index.tablesNamed([before.lemma]).some(({ score }) => score === 1);
}
