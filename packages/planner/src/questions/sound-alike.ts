import { isCyrillic } from '../lexicon/russian/stem.ts';
import { soundOf } from '../lexicon/russian/transliterate.ts';

const sounds = new Map<string, string>();
const mostSounds = 50_000;
const shortest = 2;

/** Whether a Russian word and one of Latin letters sound the same: цена and `cena`. */
export function soundsAlike(said: string, part: string): boolean {
  if (!isCyrillic(said) || isCyrillic(part)) return false;
  const sound = remembered(said);
  return sound.length >= shortest && sound === remembered(part);
}

function remembered(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  const sound = soundOf(word);
  if (sounds.size < mostSounds) sounds.set(word, sound);
  return sound;
}
