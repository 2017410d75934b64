import type { Cue } from './cue.ts';
import { englishCues } from './english.ts';
import { shapeCues } from './shapes.ts';
import { stateCues } from './states.ts';

const byWords = new Map<string, Cue[]>();
for (const [words, cue] of [...englishCues, ...shapeCues, ...stateCues]) {
  const held = byWords.get(words);
  if (held === undefined) byWords.set(words, [cue]);
  else held.push(cue);
}

/** Longest cue, in words. */
export const maxCueWords = 5;

/** What words of grammar may do; empty when they are none. */
export function cuesOf(words: string): readonly Cue[] {
  return byWords.get(words) ?? [];
}
