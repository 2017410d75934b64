import { isCyrillic } from '../lexicon/russian/stem.ts';
import { readingsOf } from './english-readings.ts';
import type { StateIndex } from './states/state-index.ts';
import { statesAt, type PlacedCondition } from './states/state-items.ts';
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
  return [...own, ...contrary]
    .filter(({ lemmas: read }) => !read.some(isCyrillic))
    .map(({ lemmas: read, score }) => ({ said: read.map((lower) => asWord(lower, part)), score }));
}

function asWord(lower: string, part: readonly Word[]): Word {
  const [first] = part;
  const place = { start: first?.start ?? 0, end: part.at(-1)?.end ?? 0 };
  return { kind: 'word', text: lower, lower, lemma: wordLemma(lower), ...place };
}
