import { has, type Token } from '../text/token.ts';
import { free, is, isMarkAt, type Reading } from './reading.ts';

/** Tokens [from, to) that nobody has claimed and no mark or conjunction parts. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
  /** The words, lower case, joined by blanks. */
  readonly words: string;
}

/**
 * The text cut at marks, conjunctions and whatever is claimed: the pieces in which a list says what
 * becomes of each column, "email as sha256, mobile showing only the last 3 digits".
 */
export function clausesOf(reading: Reading): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  for (let at = 0; at <= reading.tokens.length; at += 1) {
    if (at < reading.tokens.length && !parts(reading, at)) continue;
    if (at > from) clauses.push(clauseOf(reading, from, at));
    from = at + 1;
  }
  return clauses;
}

function clauseOf(reading: Reading, from: number, to: number): Clause {
  const tokens = reading.tokens.slice(from, to);
  return { from, to, tokens, words: tokens.map((token) => token.lower).join(' ') };
}

function parts(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined) return true;
  if (token.quoted) return false;
  return (
    isMarkAt(reading, at, ',', ';', ':', '.', '!', '?', '(', ')', '—', '–', '-') ||
    is(reading, at, 'and') ||
    /^(?:but|while|а|но|or)$/u.test(token.lower)
  );
}

/** Whether a token is written as only columns are: `card_no`, `birthDate`; no table, file or system. */
export function isWrittenColumn(token: Token | undefined): token is Token {
  if (token?.kind !== 'name' || token.quoted || has(token, 'system')) return false;
  return /^[\p{Ll}][\p{L}\d]*(?:_[\p{L}\d]+)+$|^\p{Ll}+\p{Lu}\p{L}*$|^\p{Lu}[\p{Lu}\d]*(?:_[\p{Lu}\d]+)+$/u.test(
    token.text,
  );
}
