import { isIrregularPast } from './irregular-pasts.ts';
import { isParticiple } from './states/verb-root.ts';
import type { Field, SchemaIndex } from './schema-index.ts';
import type { Word } from './words.ts';

/**
 * "which client placed the most orders", "who placed more than two": what was done, said of those who did it. `field` is
 * a column that the verb may name, too.
 */
export function isDoneByThem(words: readonly Word[], at: number, index: SchemaIndex) {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  const isVerb = word !== undefined && (isParticiple(word.lower) || isIrregularPast(word.lower));
  if (!isVerb || before?.kind !== 'word' || !determiners.test(after?.lower ?? '')) return null;
  if (before.lower === 'who') return () => true;
  const doers = index.tablesNamed([before.lemma]).filter(({ score }) => score === 1);
  if (doers.length === 0) return null;
  return (field: Field): boolean => doers.every(({ what }) => what !== field.table);
}

const plain: ReadonlySet<string> = new Set(
  'work live own hold make take go come use belong happen appear need get have study teach play pay serve run'.split(
    ' ',
  ),
);

/** "how many drivers work for each depot": behind those who do it a verb, and no name of both. */
export function endsInVerb(part: readonly Word[], index: SchemaIndex): boolean {
  const [who, verb] = part.slice(-2);
  if (who?.kind !== 'word' || verb === undefined || !plain.has(verb.lower)) return false;
  if (who.lower === who.lemma) return false;
  return index.tablesNamed([who.lemma]).some(({ score }) => score === 1);
}

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
