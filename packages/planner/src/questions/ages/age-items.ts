import type { ColumnMention } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import { ageMention } from './age-mention.ts';

const nouns: ReadonlySet<string> = new Set(['age', 'ages', 'возраст', 'возраста', 'возрасту']);

/** "average age", "how old", where only days of birth are kept, and how many words say it; null elsewhere. */
export function ageAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): { readonly column: ColumnMention; readonly length: number } | null {
  const isAsked = words[at]?.lower === 'how' && words[at + 1]?.lower === 'old';
  // "sorted by how old they are": of whatever tells their ages.
  if (isAsked && words[at - 1]?.lower === 'by') return null;
  if (!isAsked && !nouns.has(words[at]?.lower ?? '')) return null;
  const column = ageMention(index, at) ?? (isAsked ? namedAge(index, at) : null);
  return column === null ? null : { column, length: isAsked ? 2 : 1 };
}

function namedAge(index: SchemaIndex, at: number): ColumnMention | null {
  const alternatives = index.fieldsNamed(['age']);
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: 'age', at, beside: [] };
}
