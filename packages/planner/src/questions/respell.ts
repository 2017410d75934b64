import { cueWords, isCueWord } from './cues/cues-of.ts';
import { isIrregularPast } from './irregular-pasts.ts';
import { isSmallWord, smallWords } from './cues/small-words.ts';
import { makeSpeller } from './spelling.ts';
import type { SchemaIndex } from './schema-index.ts';
import { saysState } from './states/state-words.ts';
import type { Word } from './words.ts';

/** Words that nothing explains and that are one slip away from a known one are read as that. */
export function respellWords(words: readonly Word[], index: SchemaIndex): readonly Word[] {
  return words.map((word) => {
    if (word.kind !== 'word' || isKnown(word, index)) return word;
    const meant = index.respell(word.lemma) ?? misspelledCue(word.lower);
    // "served" is no misspelled "server".
    if (meant === null || isEnding(word.lemma, meant)) return word;
    return { ...word, text: meant, lower: meant, lemma: meant };
  });
}

function isKnown({ lower, lemma, text }: Word, index: SchemaIndex): boolean {
  return (
    isSmallWord(lower) ||
    isIrregularPast(lower) ||
    isCueWord(lower) ||
    saysState(lower) ||
    index.tablesNamed([lemma]).length > 0 ||
    index.fieldsNamed([lemma]).length > 0 ||
    index.valuesSpelled(lemma).length > 0 ||
    /\d/u.test(text)
  );
}

/** Words of grammar that are long enough to be told from others when they are mistyped. */
const leastCue = 7;
const nearCues = makeSpeller(
  [...cueWords(), ...smallWords()].filter(({ length }) => length >= leastCue),
);

function misspelledCue(word: string): string | null {
  const [only, ...more] = word.length < leastCue ? [] : nearCues(word);
  return only === undefined || more.length > 0 ? null : only;
}

function isEnding(a: string, b: string): boolean {
  if (a.length === b.length) return false;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return longer.startsWith(shorter.slice(0, -1)) || longer.startsWith(shorter);
}
