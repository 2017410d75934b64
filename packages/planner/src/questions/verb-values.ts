import type { HeldValue, SchemaIndex } from './schema-index.ts';
import { isParticiple } from './states/verb-root.ts';
import type { Word } from './words.ts';

/** Words before a verb whose subject was named: "payments that fail". */
const subjects: ReadonlySet<string> = new Set(
  'that which who do does did to will usually often actually'.split(' '),
);

/** Values that a verb of the present says: "payments that fail" are failed ones. Empty for other words. */
export function valuesOfVerb(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly HeldValue[] {
  const word = words[at];
  if (word?.kind !== 'word' || !/^[a-z]{3,}$/u.test(word.lower) || isParticiple(word.lower))
    return [];
  if (!subjects.has(words[at - 1]?.lower ?? '')) return [];
  const root = word.lower.replace(/(?<=[a-z]{3})s$/u, '');
  const last = root.at(-1) ?? '';
  const forms = [`${root}ed`, `${root}d`, `${root}${last}ed`, root.replace(/y$/u, 'ied')];
  return forms.flatMap((form) => (isParticiple(form) ? index.valuesSpelled(form) : []));
}
