import { cuesOf } from '../cues/cues-of.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

const named: ReadonlyMap<string, number> = new Map([
  ['twice', 2],
  ['double', 2],
  ['thrice', 3],
  ['triple', 3],
  ['half', 0.5],
  ['вдвое', 2],
  ['втрое', 3],
]);
const comparing = /^(?:than|above|over|below|under|exceeds?|exceeding|least|most)$/u;

/**
 * "more than twice the average", "above 1.5 times the median": how many times the aggregate is meant that follows.
 * Empty where nothing is compared with it.
 */
export function timesAverageItems(words: readonly Word[], at: number): readonly Item[] {
  if (!comparing.test(words[at - 1]?.lower ?? '')) return [];
  const factor = factorAt(words, at);
  if (factor === null) return [];
  // "half of the average", "twice their average".
  const of = words[factor.end]?.lower === 'of' ? factor.end + 1 : factor.end;
  const noun = /^(?:the|their|its)$/u.test(words[of]?.lower ?? '') ? of + 1 : of;
  const end = noun + 1;
  return cuesOf(words[noun]?.lower ?? '').flatMap((cue): readonly Item[] => {
    if (cue.kind !== 'aggregate' || cue.fn === 'count' || cue.fn === 'sum') return [];
    const gain = gainOf(end - at, weights.parse.cue);
    return [{ kind: 'cue', cue: { ...cue, times: factor.times }, start: at, end, gain }];
  });
}

function factorAt(
  words: readonly Word[],
  at: number,
): { readonly times: number; readonly end: number } | null {
  const [first, next] = words.slice(at, at + 2);
  const word = named.get(first?.lower ?? '');
  if (word !== undefined) return { times: word, end: at + 1 };
  const isTimes = next?.lower === 'times' && first?.kind === 'number';
  return isTimes && first.value !== undefined ? { times: first.value, end: at + 2 } : null;
}
