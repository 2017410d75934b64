import { isSmallWord } from '../cues/small-words.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import { isNamed } from './asked-nouns.ts';

/**
 * Proper names that no reading explains: "shipments to [Narnia]", "bills of [Zeppelin Corp]". An answer over the rows of
 * everybody is another one. One text for each run of words with capitals; none where all words are written so.
 */
export function strangeNames(
  words: readonly Word[],
  unread: readonly Word[],
  index: SchemaIndex,
): readonly string[] {
  if (isTitle(words)) return [];
  const passed = new Set(unread.map(({ start }) => start));
  const isStrange = (at: number): boolean => {
    const word = words[at];
    return word !== undefined && passed.has(word.start) && isProper(word) && !isFirst(words, at);
  };
  return words.flatMap((_, start): readonly string[] => {
    if (!isStrange(start) || isStrange(start - 1)) return [];
    let end = start + 1;
    while (isStrange(end)) end += 1;
    const run = words.slice(start, end);
    return run.every((word) => isNamed(word, index)) ? [] : [run.map(({ text }) => text).join(' ')];
  });
}

/** A capital and small letters, or a name in capitals of three letters or more; or what stands in quotes. */
function isProper({ kind, text, lower }: Word): boolean {
  if (kind === 'quoted') return true;
  return kind === 'word' && /^\p{Lu}[\p{L}\p{N}'’.&-]{2,}$/u.test(text) && !isSmallWord(lower);
}

/** The first word of a sentence has a capital, whatever it says. */
function isFirst(words: readonly Word[], at: number): boolean {
  return at === 0 || /^[.?!:;]$/u.test(words[at - 1]?.lower ?? '');
}

/** "List All Customers By City": capitals say nothing there. */
function isTitle(words: readonly Word[]): boolean {
  const said = words.filter(({ kind, text }, at) => at > 0 && kind === 'word' && text.length > 3);
  return said.length > 2 && said.every(({ text, lower }) => text !== lower);
}
