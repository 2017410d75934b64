import { cuesOf } from '../cues/cues-of.ts';
import type { Attribute } from '../cues/cue.ts';
import { spanOf } from '../items/item.ts';
import type { Word } from '../words.ts';

/** What a question word asks for: a moment, a place, somebody, or a column by words of its name. */
export type Asker =
  | { readonly kind: 'when' | 'year' | 'where' | 'who' }
  | { readonly kind: 'attribute'; readonly of: readonly Attribute[] };

interface AskerRead {
  readonly asker: Asker;
  readonly length: number;
}

const phrases: ReadonlyMap<string, 'when' | 'year' | 'where' | 'who'> = new Map([
  ['when', 'when'],
  ...['what', 'which'].flatMap((which) => [
    ...['date', 'dates', 'day', 'days'].flatMap((noun) => [
      [`${which} ${noun}`, 'when'] as const,
      [`on ${which} ${noun}`, 'when'] as const,
    ]),
    ...['year', 'years'].flatMap((noun) => [
      [`${which} ${noun}`, 'year'] as const,
      [`in ${which} ${noun}`, 'year'] as const,
      [`since ${which} ${noun}`, 'year'] as const,
    ]),
    ...['place', 'places', 'location', 'locations'].flatMap((noun) => [
      [`in ${which} ${noun}`, 'where'] as const,
      [`at ${which} ${noun}`, 'where'] as const,
    ]),
  ]),
  ['where', 'where'],
  ['who', 'who'],
  ['by whom', 'who'],
  ['когда', 'when'],
  ['в каком году', 'year'],
  ['где', 'where'],
]);

const longest = 3;

/** The question word at a place, the longest there is; null where there is none. */
function askerAt(words: readonly Word[], at: number): AskerRead | null {
  for (let length = longest; length > 0; length -= 1) {
    const said = spanOf(words, at, length);
    const kind = phrases.get(said);
    if (kind !== undefined) return { asker: { kind }, length };
    const cue = said.startsWith('how ')
      ? cuesOf(said).find((one) => one.kind === 'asked')
      : undefined;
    if (cue?.kind === 'asked') return { asker: { kind: 'attribute', of: cue.of }, length };
  }
  return null;
}

/** Question words with "and" between them, and where the words after them begin; null for none. */
export function askersAt(
  words: readonly Word[],
  at: number,
): { readonly askers: readonly Asker[]; readonly end: number } | null {
  const first = askerAt(words, at);
  if (first === null) return null;
  const askers = [first.asker];
  let end = at + first.length;
  for (;;) {
    const next = joins.has(words[end]?.lower ?? '') ? askerAt(words, end + 1) : null;
    if (next === null) return { askers, end };
    askers.push(next.asker);
    end += 1 + next.length;
  }
}

const joins: ReadonlySet<string> = new Set(['and', 'or', 'и']);

/** The question word at a place as it was said. */
export function askerWords(words: readonly Word[], at: number): string {
  const length = askerAt(words, at)?.length ?? 1;
  return words
    .slice(at, at + length)
    .map(({ text }) => text)
    .join(' ');
}
