import type { Word } from '../words.ts';

const follows =
  /^(?:(?:and|but|ok|okay|now) )*(?:the same(?= |$)|same (?:for|with|but)(?= |$)|what about(?= |$)|how about(?= |$)|and for (?:the|our)(?= |$)|and by(?= |$)|а (?:что|как|по|для|если|за|у|в)(?= |$)|и (?:то же|тоже|такой же)(?= |$)|то же (?:самое|для|по)(?= |$))/u;
const ones =
  /^(?:(?:please|now) )*(?:show|list|sort|give|order|rank|put) (?:me )?(?:the )?(?:\p{L}+ )?ones(?= |$)/u;
const these =
  /^(?:а )?(?:что|как|сколько|покажи) (?:там )?(?:по|для|у|с|об?) (?:этим|этими|этих|ним|ними|них)(?= |$)/u;

/** The word by which a question goes on from one before it: "and the same for vans", "show the worst ones first". */
export function refersBack(words: readonly Word[]): string | null {
  const said = words
    .filter(({ kind }) => kind !== 'mark')
    .map(({ lower }) => lower)
    .join(' ');
  for (const pattern of [follows, ones, these]) {
    const found = pattern.exec(said)?.[0];
    if (found !== undefined) return found;
  }
  return null;
}
