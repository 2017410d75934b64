import { isSmallWord } from '../cues/small-words.ts';
import { partsOf } from '../name-parts.ts';
import { articles } from '../name-spans.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** "in percent": how a number is told. */
export const units: ReadonlySet<string> = new Set(
  'percent percentage percents pct % euros dollars'.split(' '),
);

/** "payment method" is a name that the schema has: "payment" in it is no value of something else. */
export function beginsName(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [word, next] = words.slice(at, at + 2);
  if (word?.kind !== 'word' || next?.kind !== 'word' || word.text !== word.lower) return false;
  if (isSmallWord(next.lower) || index.tablesNamed([next.lemma]).length > 0) return false;
  const [named] = index.fieldsNamed([word.lemma, next.lemma]);
  return (
    named !== undefined &&
    named.score >= weights.link.akin &&
    partsOf(named.what.column.name).length === 2
  );
}

/** So many of them, and so far before. */
const most = 4;
const longest = 6;

/** Words just before, the last one first that is no article. */
export function hintsBefore(words: readonly Word[], at: number): readonly string[] {
  const hints: string[] = [];
  for (let back = at - 1; back >= Math.max(0, at - longest) && hints.length < most; back -= 1) {
    const word = words[back];
    if (word === undefined || word.kind !== 'word') break;
    if (!articles.has(word.lower) && !['each', 'every'].includes(word.lower))
      hints.unshift(word.lower);
  }
  return hints;
}
