import { isCyrillic } from '../lexicon/russian/stem.ts';
import { longestPhrase, translationsOf } from '../lexicon/russian/translate.ts';
import { looselyRelated } from '../lexicon/related-words.ts';
import { isSmallWord } from './cues/small-words.ts';
import { weights } from './weights.ts';

/** Lemmas by which a name may be found, and how surely the words mean them: above 0, at most 1. */
export interface WordReading {
  readonly lemmas: readonly string[];
  readonly score: number;
}

/** What tells which words may be taken for a strange one. */
export interface Near {
  /** Whether a name has the word itself. */
  readonly has: (lemma: string) => boolean;
  /** Whether anything is called so, or alike: then the word is not strange. */
  readonly isKnown: (lemma: string) => boolean;
}

const mostReadings = 24;
const mostTranslations = 6;

/**
 * What lemmas of a question may be in names: themselves, for Russian ones (stems) their English translations, and for
 * words of no name others near in meaning. `knows` tells whether any name has such a word. Best first.
 */
export function readingsOf(
  lemmas: readonly string[],
  knows: (lemma: string) => boolean,
  near?: Near,
): readonly WordReading[] {
  if (!lemmas.some(isCyrillic))
    return near === undefined ? [{ lemmas, score: 1 }] : inKnownWords(lemmas, near);
  let readings: readonly (WordReading & { readonly read: number })[] = [
    { lemmas: [], score: 1, read: 0 },
  ];
  for (let at = 0; at < lemmas.length; at += 1) {
    readings = readings
      .flatMap((one) => {
        if (one.read > at) return [one];
        return choicesAt(lemmas, at, knows).map(({ choice, length }) => ({
          lemmas: [...one.lemmas, ...choice.lemmas],
          score: Math.min(one.score, choice.score) * (at === 0 ? 1 : weights.link.eachTranslated),
          read: at + length,
        }));
      })
      .toSorted((a, b) => b.score - a.score)
      .slice(0, mostReadings);
  }
  return readings.map(({ lemmas: read, score }) => ({ lemmas: read, score }));
}

const mostLoose = 3;

/** "gym" where names say club: a word that no name has, by those near in meaning that some name has. */
function inKnownWords(lemmas: readonly string[], { has, isKnown }: Near): readonly WordReading[] {
  const [only = '', ...more] = lemmas;
  const isStrange = more.length === 0 && !isSmallWord(only) && !isKnown(only);
  const near = isStrange ? looselyRelated(only).filter(has).slice(0, mostLoose) : [];
  if (near.length === 0) return [{ lemmas, score: 1 }];
  return near.map((word, at) => ({
    lemmas: [word],
    score: weights.link.loosely - at * weights.link.looserBy,
  }));
}

function choicesAt(
  lemmas: readonly string[],
  at: number,
  knows: (lemma: string) => boolean,
): readonly { readonly choice: WordReading; readonly length: number }[] {
  const word = lemmas[at] ?? '';
  const own = knows(word) ? [{ choice: { lemmas: [word], score: 1 }, length: 1 }] : [];
  if (!isCyrillic(word)) return own;
  const phrases = Array.from(
    { length: Math.min(longestPhrase, lemmas.length - at) },
    (_, extra) => extra + 1,
  ).flatMap((length) =>
    translationsOf(lemmas.slice(at, at + length))
      .filter((one) => one.lemmas.every(knows))
      .slice(0, mostTranslations)
      .map((one) => ({
        choice: { lemmas: one.lemmas, score: one.score * weights.link.translated },
        length,
      })),
  );
  return [...own, ...phrases];
}
