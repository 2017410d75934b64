import type { Sense, Tag } from '../lexicon/sense.ts';

/** What a token can be by its spelling alone. */
export type TokenKind =
  /** letters: a word of either language */
  | 'word'
  /** `orders`, `analytics.orders`, `created_at`: can only be a name, or was quoted */
  | 'name'
  | 'number'
  /** 7:30, 18:00 */
  | 'time'
  /** 2024-01-31, 31/12/2024 */
  | 'date'
  /** a cron expression of five or more fields */
  | 'cron'
  /** s3://…, https://…, /srv/in/file.csv, rates.csv */
  | 'path'
  | 'email'
  /** #channel, @user */
  | 'handle'
  | 'mark';

/** A piece of the text. `start` and `end` are offsets into the text as the user typed it. */
export interface Token {
  readonly kind: TokenKind;
  /** As typed, quotes taken off. */
  readonly text: string;
  /** Lower case, ё as е; a misspelt word of the lexicon as it is spelt. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** Numbers: the value. */
  readonly number?: number;
  readonly senses: readonly Sense[];
}

/** Whether a token has a sense of this tag, and of this value when one is given. */
export function has(token: Token | undefined, tag: Tag, value?: string | number): boolean {
  if (token === undefined) return false;
  return token.senses.some(
    (sense) => sense.tag === tag && (value === undefined || sense.value === value),
  );
}

/** The text value of a token's sense of this tag. */
export function textOf(token: Token | undefined, tag: Tag): string | undefined {
  const value = token?.senses.find((sense) => sense.tag === tag)?.value;
  return value === undefined ? undefined : String(value);
}

/** The numeric value of a token's sense of this tag; a digit token is a number too. */
export function numberOf(token: Token | undefined, tag: Tag): number | undefined {
  if (tag === 'number' && token?.number !== undefined) return token.number;
  const value = token?.senses.find((sense) => sense.tag === tag)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Whether the token is this punctuation mark. */
export function isMark(token: Token | undefined, ...marks: readonly string[]): boolean {
  return token !== undefined && token.kind === 'mark' && marks.includes(token.text);
}
