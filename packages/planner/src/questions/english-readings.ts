import { isCyrillic } from '../lexicon/russian/stem.ts';
import { longestPhrase, translationsOf } from '../lexicon/russian/translate.ts';
import { weights } from './weights.ts';

/** Lemmas by which a name may be found, and how surely the words mean them: above 0, at most 1. */
export interface WordReading {
  readonly lemmas: readonly string[];
  readonly score: number;
}

const mostReadings = 24;
const mostTranslations = 6;

/**
 * What lemmas of a question may be in names: themselves, and for Russian ones (stems) their English
 * translations. `knows` tells whether any name has such a word. Best first.
 */
export function readingsOf(
  lemmas: readonly string[],
  knows: (lemma: string) => boolean,
): readonly WordReading[] {
  if (!lemmas.some(isCyrillic)) return [{ lemmas, score: 1 }];
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
