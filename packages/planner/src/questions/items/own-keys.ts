import { isOnlyKey } from '../name-index.ts';
import type { Field, Named } from '../schema-index.ts';

/** "nurse ids": of a table whose rows have a key of their own no key that leads to other rows, such as supervisors. */
export function ownKeys(
  found: readonly Named<Field>[],
  lemmas: readonly string[],
): readonly Named<Field>[] {
  if (lemmas.at(-1) !== 'id') return found;
  const own = new Map(
    found.filter(({ what }) => isOnlyKey(what)).map(({ what, score }) => [what.table, score]),
  );
  return found.filter(({ what, score }) => isOnlyKey(what) || score >= (own.get(what.table) ?? 0));
}
