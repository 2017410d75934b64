import { cuesOf } from '../cues/cues-of.ts';
import type { Operator } from '../form.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

const parts: ReadonlyMap<string, number> = new Map([
  ['half', 50],
  ['a half', 50],
  ['one half', 50],
  ['a third', 100 / 3],
  ['one third', 100 / 3],
  ['two thirds', 200 / 3],
  ['a quarter', 25],
  ['one quarter', 25],
  ['three quarters', 75],
  ['a fifth', 20],
  ['a tenth', 10],
]);
const longestBound = 3;

/** "more than 20 % of their", "less than half of its": how large a part of what follows has to be something. */
export function portionItems(words: readonly Word[], at: number): readonly Item[] {
  for (let length = longestBound; length > 0; length -= 1) {
    const op = boundOf(spanOf(words, at, length));
    const part = op === null ? null : partAt(words, at + length);
    if (op === null || part === null || words[part.end]?.lower !== 'of') continue;
    const owner = words[part.end + 1]?.lower ?? '';
    const end = part.end + (/^(?:their|its|his|her|the|all)$/u.test(owner) ? 2 : 1);
    // "half of the average": times that, and no part of rows.
    if (isReckoned(words[end]?.lower ?? '')) continue;
    const gain = gainOf(end - at, weights.parse.cue);
    const cue = { kind: 'portion', op, percent: part.percent } as const;
    return [{ kind: 'cue', cue, start: at, end, gain }];
  }
  return [];
}

/** A number that is made of those of rows: their average, the highest. */
function isReckoned(word: string): boolean {
  return cuesOf(word).some(
    (cue) =>
      cue.kind === 'superlative' ||
      (cue.kind === 'aggregate' && cue.fn !== 'count' && cue.fn !== 'sum'),
  );
}

function boundOf(said: string): Operator | null {
  const found = cuesOf(said).find((cue) => cue.kind === 'compare' && cue.of === undefined);
  return found?.kind === 'compare' ? found.op : null;
}

function partAt(
  words: readonly Word[],
  at: number,
): { readonly percent: number; readonly end: number } | null {
  const [first, second] = words.slice(at, at + 2);
  for (const length of [2, 1]) {
    const percent = parts.get(spanOf(words, at, length));
    if (percent !== undefined) return { percent, end: at + length };
  }
  const isPercent = /^(?:%|percent|pct|per-cent)$/u.test(second?.lower ?? '');
  return isPercent && first?.value !== undefined ? { percent: first.value, end: at + 2 } : null;
}
