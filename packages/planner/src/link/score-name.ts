import { lemma } from '../lexicon/lemma.ts';
import { areSynonyms } from '../lexicon/synonyms.ts';
import { coreWords, nameWords, similarity } from './name-words.ts';

/** How well words name something: 1 is its name as written, below `acceptable` it does not. */
export interface NameScore {
  readonly score: number;
  readonly because: string;
}

/** Below this a candidate is only offered, never taken. */
export const acceptable = 0.6;
/** At and above this it is the name itself, and no assumption. */
export const certain = 0.95;
/** Closer than this to the best, a candidate is as good. */
export const margin = 0.08;

const weights = { synonym: 0.8, fuzzy: 0.85, comment: 0.62 } as const;
const minFuzzyLength = 5;

/**
 * Scores folded words against a name and its comment. All words must be found for a good score;
 * words of the name that were not said cost less than words said that the name lacks.
 */
export function scoreName(words: readonly string[], name: string, comment?: string): NameScore {
  const said = words.map((word) => lemma(word));
  const joined = said.join(' ');
  if (words.join(' ') === name.toLowerCase()) return { score: 1, because: 'it has this name' };
  if (joined === nameWords(name).join(' '))
    return { score: 0.98, because: 'its name says the same' };
  const core = coreWords(name);
  if (joined === core.join(' ') || joined.replaceAll(' ', '') === core.join('')) {
    return { score: certain, because: 'its name says the same' };
  }
  const matched = said.map((word) => Math.max(0, ...core.map((part) => wordScore(word, part))));
  const covered = matched.reduce((sum, one) => sum + one, 0) / Math.max(1, said.length);
  const found = matched.filter((one) => one > 0).length;
  const share = Math.min(1, found / Math.max(1, core.length));
  const score =
    found === said.length ? covered * (0.6 + 0.3 * share) + 0.04 * share : covered * 0.5;
  const described = comment === undefined ? 0 : scoreComment(said, comment);
  if (described > score)
    return { score: described, because: `its comment says "${cut(comment ?? '')}"` };
  return { score, because: reason(matched) };
}

/** Whether the words are the name itself, in number and spelling at most another. */
function wordScore(said: string, part: string): number {
  if (said === part) return 1;
  if (areSynonyms(said, part)) return weights.synonym;
  if (said.length < minFuzzyLength || part.length < minFuzzyLength) return 0;
  return similarity(said, part) >= 0.8 ? weights.fuzzy : 0;
}

function scoreComment(said: readonly string[], comment: string): number {
  const words = new Set(nameWords(comment.slice(0, 500)));
  return said.length > 0 && said.every((word) => words.has(word)) ? weights.comment : 0;
}

function reason(matched: readonly number[]): string {
  const least = Math.min(...matched);
  if (least === 1) return 'its name holds the word';
  return least >= weights.fuzzy
    ? 'its name is spelled almost so'
    : least > 0
      ? 'its name means the same'
      : 'its name is near';
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
