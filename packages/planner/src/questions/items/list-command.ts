import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** "list products": what to do, and no `list_eur` of them. "List prices" may be a name. */
export function isListCommand(
  words: readonly Word[],
  at: number,
  length: number,
  index: SchemaIndex,
): boolean {
  if (at > 0 || words[0]?.lower !== 'list') return false;
  const noun = words[length - 1]?.lemma ?? '';
  return length === 1 || (index.tablesNamed([noun])[0]?.score ?? 0) >= weights.link.least;
}
