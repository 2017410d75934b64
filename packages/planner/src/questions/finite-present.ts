import type { SchemaIndex } from './schema-index.ts';
import type { Word } from './words.ts';

const particles: ReadonlySet<string> = new Set('out up off over down away back in on'.split(' '));
const determiners = /^(?:the|most|more|fewer|least|fewest|a|an|our)$/u;

/**
 * "which warehouse ships the most orders", "sends out the most": a verb, or what belongs to it, between who does it
 * and what it is done to.
 */
export function isFinitePresent(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const verb = particles.has(words[at]?.lower ?? '') ? at - 1 : at;
  const [before, word, after] = [words[verb - 1], words[verb], words[at + 1]];
  if (before?.kind !== 'word' || word?.lower.endsWith('s') !== true) return false;
  if (!determiners.test(after?.lower ?? '')) return false;
  return index.tablesNamed([before.lemma]).some(({ score }) => score === 1);
}
