import type { GlossaryTerm } from '@ai-etl/core';
import { splitWords, type Word } from './words.ts';

/** Says a question without the words of a project's own that stand for other words. */
export type InPlainWords = (question: string) => string;

const longest = 5;

/**
 * Puts the words that terms stand for in their place: "VIPs in Riga" is "customers with more than 10 orders in
 * Riga". The longest term at a place counts; what is put in is not looked up again. Pure.
 */
export function inPlainWords(glossary: readonly GlossaryTerm[]): InPlainWords {
  const terms = new Map(
    glossary.flatMap(({ term, means }) =>
      means.kind === 'words' ? [[keyOf(splitWords(term)), means.words] as const] : [],
    ),
  );
  if (terms.size === 0) return (question) => question;
  return (question) => {
    const words = splitWords(question);
    let said = '';
    let from = 0;
    for (let at = 0; at < words.length; at += 1) {
      const found = termAt(words, at, terms);
      if (found === null) continue;
      const [first, last] = [words[at], words[at + found.length - 1]];
      if (first === undefined || last === undefined) continue;
      said += `${question.slice(from, first.start)}${found.words}`;
      from = last.end;
      at += found.length - 1;
    }
    return `${said}${question.slice(from)}`;
  };
}

function termAt(
  words: readonly Word[],
  at: number,
  terms: ReadonlyMap<string, string>,
): { readonly words: string; readonly length: number } | null {
  for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
    const part = words.slice(at, at + length);
    if (part.some(({ kind }) => kind === 'quoted' || kind === 'mark')) continue;
    const found = terms.get(keyOf(part));
    if (found !== undefined) return { words: found, length };
  }
  return null;
}

function keyOf(words: readonly Word[]): string {
  return words.map(({ lemma }) => lemma).join(' ');
}
