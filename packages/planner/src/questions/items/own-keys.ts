import { isOnlyKey } from '../name-index.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/**
 * "nurse ids", "ids of the nurses": of a table whose rows have a key of their own no key that leads to other rows, such
 * as supervisors. `part`: the words of the name; `next`: what follows them.
 */
export function ownKeys(
  found: readonly Named<Field>[],
  part: readonly Word[],
  { next, index }: { readonly next: Word | undefined; readonly index: SchemaIndex },
): readonly Named<Field>[] {
  if (part.at(-1)?.lemma !== 'id') return found;
  const rest = part.slice(0, -1).map(({ lemma }) => lemma);
  const isOwned = rest.length === 0 && /^(?:of|for)$/u.test(next?.lower ?? '');
  const named = rest.length === 0 ? [] : index.tablesNamed(rest);
  const isSaid = (table: Field['table']): boolean =>
    isOwned || named.some(({ what, score }) => what === table && score >= weights.link.sure);
  const own = new Map(
    found
      .filter(({ what }) => isOnlyKey(what) && isSaid(what.table))
      .map(({ what, score }) => [what.table, score]),
  );
  return found.filter(({ what, score }) => isOnlyKey(what) || score >= (own.get(what.table) ?? 0));
}
