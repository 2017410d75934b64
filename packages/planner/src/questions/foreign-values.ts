import { placeOf } from '../lexicon/russian/places.ts';
import { isCyrillic } from '../lexicon/russian/stem.ts';
import { soundOf } from '../lexicon/russian/transliterate.ts';
import { readingsOf } from './english-readings.ts';
import { spellingOf } from './held-values.ts';
import type { HeldValue } from './schema-index.ts';
import type { ValueLayer } from './value-layer.ts';
import type { Word } from './words.ts';
import { weights } from './weights.ts';

/** Values that Russian words mean, though the data spell them otherwise; `score` above 0, at most 1. */
export type ForeignValues = (
  words: readonly Word[],
) => readonly { readonly held: readonly HeldValue[]; readonly score: number }[];

const shortestSound = 3;
const clearSound = 5;

/** Finds values by the English of Russian words, by the places they name, and by how they sound. */
export function foreignValues(values: ValueLayer): ForeignValues {
  const spelled = (text: string): readonly HeldValue[] => values.spelled(spellingOf(text));
  return (words) => {
    if (!words.some((word) => isCyrillic(word.lower))) return [];
    const lemmas = words.map((word) => word.lemma);
    const found = [{ held: placeValues(lemmas, spelled), score: weights.link.foreignValue + 0.05 }];
    for (const reading of readingsOf(lemmas, () => true)) {
      const held = spelled(reading.lemmas.join(' '));
      found.push({ held, score: reading.score * weights.link.foreignValue });
    }
    // "аспирин" needs no capital to be known by its sound; short words do.
    const isName = words.some((word) => /^\p{Lu}/u.test(word.text));
    const sounds = [lemmas, words.map((word) => word.lower)].map((one) => soundOf(one.join(' ')));
    for (const sound of sounds.filter(
      (one) => one.length >= (isName ? shortestSound : clearSound),
    )) {
      found.push({ held: values.sounding(sound), score: weights.link.foreignValue });
    }
    return found.filter(({ held }) => held.length > 0);
  };
}

function placeValues(
  lemmas: readonly string[],
  spelled: (text: string) => readonly HeldValue[],
): readonly HeldValue[] {
  const place = placeOf(lemmas);
  if (place === null) return [];
  const coded = place.code === null ? [] : spelled(place.code).filter(isOfCountry);
  return [...place.names.flatMap(spelled), ...coded];
}

function isOfCountry({ field }: HeldValue): boolean {
  return /countr|nation|region|location|origin|destination|market|land|iso|citizen/iu.test(
    field.column.name,
  );
}
