import type { CatalogColumn } from '@ai-etl/core';
import { describedValues } from '../../query/described-values.ts';
import { codedValues } from '../coded-values.ts';
import { isCueWord } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import { unitOf } from '../units/units.ts';
import { wordLemma } from '../words.ts';

const longestComment = 500;
const mostWords = 4;
/** What tells of values, of their lack, of keys or of moments is no name. */
const noName =
  /\b(?:null|empty|blank|unless|when|while|until|if|true|false|yes|no|not|never|key|fk|pk|references?|e\.?g|i\.?e|always|default)\b|[\d=|/<>→"'%]/iu;

/** "NULL: booked with us directly": what a value, or its lack, means. */
const ofValues = /\b(?:null|empty|blank|unset|true|false|yes|no)\b[^;.\n]*/giu;

/** Phrases of a comment that may name what it is about, as lemmas: "family doctor". Pure. */
export function commentPhrases(comment: string | undefined): readonly (readonly string[])[] {
  if (comment === undefined) return [];
  return comment
    .slice(0, longestComment)
    .replaceAll(/[\p{L}\p{N}_]+\.[\p{L}\p{N}_]+/gu, ',')
    .replaceAll(ofValues, ',')
    .split(/[,;:.()\n]| [-–—] /u)
    .flatMap((part) => {
      const words = withoutArticle(part.trim().toLowerCase().split(/\s+/u));
      const isPhrase = words.length > 0 && words.length <= mostWords && words[0] !== '';
      return isPhrase && !noName.test(part) && saysSomething(words) ? [words.map(wordLemma)] : [];
    });
}

/** The same of a column; nothing where the comment lists its values. */
export function columnPhrases(column: CatalogColumn): readonly (readonly string[])[] {
  if (column.comment === undefined) return [];
  if (describedValues(column).length > 0 || codedValues(column).length > 0) return [];
  return commentPhrases(column.comment);
}

/** The last word of a phrase of plain nouns: "concierge" of "personal concierge"; null for others. */
export function headOf(phrase: readonly string[]): string | null {
  const isPlain = phrase.length > 1 && phrase.every((word) => !isSmallWord(word));
  return isPlain ? (phrase.at(-1) ?? null) : null;
}

/** "the boss"; "of the boss", behind the key that is his. */
function withoutArticle(words: readonly string[]): readonly string[] {
  const rest = words[0] === 'of' ? words.slice(1) : words;
  return articles.has(rest[0] ?? '') ? rest.slice(1) : rest;
}

const articles: ReadonlySet<string> = new Set(['the', 'a', 'an', 'our', 'their', 'its']);

/** Units and words of grammar alone name nothing. */
function saysSomething(words: readonly string[]): boolean {
  return words.some(
    (word) =>
      word.length > 2 &&
      !isSmallWord(word) &&
      !isCueWord(word) &&
      !pieces.has(wordLemma(word)) &&
      unitOf(word) === null,
  );
}

/** What a number counts, whatever it is of. */
const pieces: ReadonlySet<string> = new Set(['unit', 'piece', 'pc']);
