import { stemmer } from '@orama/stemmers/russian';

const cyrillic = /^\p{Script=Cyrillic}[\p{Script=Cyrillic}-]*$/u;

const firstCyrillic = 0x400;

/** Whether a word is written in Cyrillic letters alone. */
export function isCyrillic(word: string): boolean {
  // Most words are English: the first letter tells.
  return word.charCodeAt(0) >= firstCyrillic && cyrillic.test(word);
}

const known = new Map<string, string>();
const mostKnown = 50_000;

/** What the forms of a Russian word have in common (Snowball's stem). Lower case, ё as е. */
export function russianStem(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  const stem = stemmer(word);
  if (known.size < mostKnown) known.set(word, stem);
  return stem;
}

/**
 * A stem without the vowel that comes and goes before its last consonant, and without a soft sign:
 * покупок and покупк(а), владелец and владельц(ы). Coarser than the stem.
 */
export function looseStem(stem: string): string {
  const bare = stem.replaceAll('ь', '');
  return bare.length < 5 ? bare : bare.replace(/(?<=[^аеиоуыэюя])[ео](?=[кцнлр]$)/u, '');
}
