import type { Query } from '@ai-etl/core';
import { explainParts, type Language } from './explain-query.ts';
import type { BlockParts } from './phrases.ts';

/** What each of two queries has that the other has not, in words. */
export interface Apart {
  readonly left: string;
  readonly right: string;
}

/**
 * The only part in which two readings of a question differ, both having something there: what a word
 * means. Null where they differ in more than that.
 */
export function tellApart(left: Query, right: Query, language: Language): Apart | null {
  const [a, b] = [left, right].map((query) => explainParts(query, language));
  if (a == null || b == null) return null;
  const apart = parts.flatMap((part) => differing(part(a), part(b)) ?? []);
  const [only] = apart.filter((one) => one.left !== '' && one.right !== '');
  return only === undefined || apart.some((one) => one.left === '' || one.right === '')
    ? null
    : only;
}

const parts: readonly ((block: BlockParts) => readonly string[])[] = [
  ({ shown }) => shown,
  ({ where }) => where,
  ({ existing }) =>
    existing.map(({ table, where, negated }) => [negated ? '¬' : '', table, ...where].join(' ')),
  ({ having }) => having,
  ({ keys }) => keys,
  ({ order }) => order,
];

function differing(a: readonly string[], b: readonly string[]): Apart | null {
  const left = a.filter((one) => !b.includes(one));
  const right = b.filter((one) => !a.includes(one));
  if (left.length === 0 && right.length === 0) return null;
  return { left: left.join(', '), right: right.join(', ') };
}
