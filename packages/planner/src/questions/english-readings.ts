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

/** "gym kit" where names say club and equipment: words that no name has, by those near in meaning that some name has. */
function inKnownWords(lemmas: readonly string[], { has, isKnown }: Near): readonly WordReading[] {
  let readings: readonly WordReading[] = [{ lemmas: [], score: 1 }];
  for (const lemma of lemmas) {
    const isStrange = !isSmallWord(lemma) && !isKnown(lemma);
    // "membership" is more than what members are: a tariff, a contract.
    const isStatus = !isStrange && lemma.endsWith('ship') && !has(lemma);
    const others = isStrange || isStatus ? looselyRelated(lemma).filter(has) : [];
    const near = others.slice(0, mostLoose).map((word, at) => ({
      word,
      score: weights.link.loosely - at * weights.link.looserBy,
    }));
    const own = { word: lemma, score: 1 };
    const choices = near.length === 0 ? [own] : isStatus ? [...near, own] : near;
    readings = readings
      .flatMap((one) =>
        choices.map(({ word, score }) => ({
          lemmas: [...one.lemmas, word],
          score: one.score * score,
        })),
      )
      .slice(0, mostReadings);
  }
  const isAsSaid = readings.length === 1 && readings[0]?.score === 1;
  return isAsSaid ? [{ lemmas, score: 1 }] : readings;
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
