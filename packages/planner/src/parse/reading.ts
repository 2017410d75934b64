import type { Evidence } from '../ir/index.ts';
import { has, isMark, type Token } from '../text/token.ts';
import type { Tag } from '../lexicon/sense.ts';

/**
 * A text being read. Recognisers run in a fixed order, each claims the tokens it understood, so
 * that a later one does not read them again. `reads` counts looks at tokens: the cost of parsing,
 * which the tests hold to a multiple of the number of tokens.
 */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly claimed: Uint8Array;
  reads: number;
}

/** A reading of which nothing is claimed. */
export function openReading(text: string, tokens: readonly Token[]): Reading {
  return { text, tokens, claimed: new Uint8Array(tokens.length), reads: 0 };
}

/** The token at `at` when nobody has claimed it. */
export function free(reading: Reading, at: number): Token | undefined {
  reading.reads += 1;
  return at >= 0 && reading.claimed[at] === 0 ? reading.tokens[at] : undefined;
}

/** Whether the free token at `at` has a sense. */
export function is(reading: Reading, at: number, tag: Tag, value?: string | number): boolean {
  return has(free(reading, at), tag, value);
}

/** Whether the free token at `at` is one of the marks. */
export function isMarkAt(reading: Reading, at: number, ...marks: readonly string[]): boolean {
  return isMark(free(reading, at), ...marks);
}

/** Claims tokens [from, to) and answers the words as evidence. */
export function claim(reading: Reading, from: number, to: number): Evidence {
  reading.claimed.fill(1, from, to);
  return evidenceOf(reading, from, to);
}

/** The words of tokens [from, to), without claiming them. */
export function evidenceOf(reading: Reading, from: number, to: number): Evidence {
  const start = reading.tokens[from]?.start ?? 0;
  const end = reading.tokens[to - 1]?.end ?? start;
  return { start, end, text: reading.text.slice(start, end) };
}

/** Gives systems and qualified names among tokens [from, to) back: the ends are read from them. */
export function releaseEnds(reading: Reading, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const token = reading.tokens[at];
    const isQualified = token?.kind === 'name' && token.text.includes('.');
    if (has(token, 'system') || token?.kind === 'path' || isQualified) reading.claimed[at] = 0;
  }
}

/** Nobody writes more small words in a row; the limit keeps parsing linear on hostile text. */
const maxSkip = 6;

/** Skips tokens with any of these senses. */
export function skip(reading: Reading, at: number, ...tags: readonly Tag[]): number {
  let next = at;
  while (next < at + maxSkip && tags.some((tag) => is(reading, next, tag))) next += 1;
  return next;
}

/** Whether a clause ends here: end of text, or a free mark such as `.` or `;`. */
export function endsClause(reading: Reading, at: number): boolean {
  return at >= reading.tokens.length || isMarkAt(reading, at, '.', ';', '!', '?');
}
