import { isParticiple } from '../states/verb-root.ts';
import type { CodedValue } from '../coded-values.ts';

const apart = / (?:and|or|but) /u;
/** "rejected by the bank": what is done or can be done, and more of it that nobody says. */
const told =
  /^(\p{L}{4,}) (?:by|from|with|without|for|at|to|on|onto|in|into|until|because|after|before|off) /u;
const lasting = /^(?:waiting|pending|missing|running|working|living)$|.{3}(?:able|ible)$/u;

/**
 * What people say for the words of codes, as far as it means one of them only: "rejected" for "rejected by the bank",
 * "sent" and "waiting" for "sent and waiting for an answer". Pure.
 */
export function withShortStates(codes: readonly CodedValue[]): readonly CodedValue[] {
  const short = codes.flatMap(({ value, words }) =>
    shortened(words.toLowerCase()).map((one): CodedValue => ({ value, words: one })),
  );
  if (short.length === 0) return codes;
  const known = new Set(codes.map(({ words }) => words.toLowerCase()));
  const byWords = Map.groupBy(short, ({ words }) => words);
  const meant = [...byWords].flatMap(([words, all]) =>
    known.has(words) || new Set(all.map(({ value }) => value)).size > 1 ? [] : all.slice(0, 1),
  );
  return [...codes, ...meant];
}

function shortened(words: string): readonly string[] {
  const parts = words.split(apart);
  const firsts = parts.map((part) => told.exec(`${part} `)?.[1] ?? part);
  if (!firsts.every(isState)) return [];
  return [...new Set([...(parts.length > 1 ? parts : []), ...firsts])].filter(
    (one) => one !== words,
  );
}

function isState(word: string): boolean {
  return isParticiple(word) || lasting.test(word);
}
