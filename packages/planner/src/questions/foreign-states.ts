import { isCyrillic } from '../lexicon/russian/stem.ts';
import { readingsOf, type WordReading } from './english-readings.ts';
import { isFinitePast } from './finite-past.ts';
import type { StateIndex } from './states/state-index.ts';
import { statesAt, type PlacedCondition } from './states/state-items.ts';
import { isParticiple } from './states/verb-root.ts';
import { wordLemma, type Word } from './words.ts';
import { weights } from './weights.ts';

const longest = 2;

/** States of rows that Russian words at a place say, by their English translations. */
export function foreignStates(
  words: readonly Word[],
  at: number,
  index: StateIndex,
): readonly PlacedCondition[] {
  const found: PlacedCondition[] = [];
  for (let length = 1; length <= longest && at + length <= words.length; length += 1) {
    const part = words.slice(at, at + length);
    if (!part.every((word) => word.kind === 'word' && isCyrillic(word.lower))) break;
    const before = words.slice(0, at);
    for (const { said, score } of englishFor(part)) {
      for (const one of statesAt([...before, ...said], at, index)) {
        if (one.length === said.length)
          found.push({ ...one, length, sure: one.sure * score * weights.link.translated });
      }
    }
  }
  return found;
}

/** неоплаченный: unpaid where it is listed, else what is not paid. */
function englishFor(
  part: readonly Word[],
): readonly { readonly said: readonly Word[]; readonly score: number }[] {
  const lemmas = part.map((word) => word.lemma);
  const own = readingsOf(lemmas, () => true);
  const [only] = lemmas;
  const contrary =
    lemmas.length === 1 && only !== undefined && /^не.{4}/u.test(only)
      ? readingsOf([only.slice(2)], () => true).map(({ lemmas: read, score }) => ({
          lemmas: ['not', ...read],
          score,
        }))
      : [];
  return [...own, ...own.flatMap((one) => asDone(one, part)), ...contrary]
    .filter(({ lemmas: read }) => !read.some(isCyrillic))
    .map(({ lemmas: read, score }) => ({ said: read.map((lower) => asWord(lower, part)), score }));
}

/** вернули: returned, though the lexicon has "return" alone. */
function asDone({ lemmas, score }: WordReading, part: readonly Word[]): readonly WordReading[] {
  const [verb, ...more] = lemmas;
  const isPast = part.length === 1 && isFinitePast(part[0]?.lower ?? '');
  if (!isPast || verb === undefined || more.length > 0 || isParticiple(verb)) return [];
  const participle = `${verb.replace(/(?<=[^aeiou])y$/u, 'i').replace(/e$/u, '')}ed`;
  return [{ lemmas: [participle], score }];
}

function asWord(lower: string, part: readonly Word[]): Word {
  const [first] = part;
  const place = { start: first?.start ?? 0, end: part.at(-1)?.end ?? 0 };
  return { kind: 'word', text: lower, lower, lemma: wordLemma(lower), ...place };
}
