import { isCyrillic, russianStem } from './stem.ts';
import { translationsOf, translationsOfLatin, type Translation } from './translate.ts';

/** English for a word of a name that is Russian, in either alphabet; empty for other words. Lower case. */
export function englishOf(word: string): readonly Translation[] {
  return isCyrillic(word) ? translationsOf([russianStem(word)]) : translationsOfLatin(word);
}

const naming: ReadonlySet<string> = new Set(['name', 'title', 'full name', 'last name']);

/** Whether a word of a Russian name says that it names something: наименование, `naimenovanie`. */
export function saysName(word: string): boolean {
  return englishOf(word).some(({ lemmas }) => naming.has(lemmas.join(' ')));
}

const clearShare = 0.25;

/** Whether names are Russian words in Latin letters, judged by how many of their words sound so. */
export function areTransliterated(words: ReadonlySet<string>): boolean {
  const spelled = [...words].filter((word) => /^[a-z]{3,}$/u.test(word));
  const russian = spelled.filter((word) => {
    const english = translationsOfLatin(word);
    return english.length > 0 && !english.some(({ lemmas }) => lemmas.includes(word));
  });
  return russian.length > clearShare * spelled.length;
}
