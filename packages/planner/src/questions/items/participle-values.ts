import { partsOf } from '../name-parts.ts';
import type { HeldValue, SchemaIndex } from '../schema-index.ts';
import { isParticiple } from '../states/verb-root.ts';

/** What rows are in, one after another; a kind or a channel may be called by a verb that says something else. */
const stateColumn =
  /^(?:status|state|stage|phase|outcome|result|decision|disposition|resolution|condition)$/u;
/** "Opened last week" is no longer open. */
const otherMeanings: ReadonlySet<string> = new Set(['open', 'start', 'order', 'need', 'own']);

/** States that columns spell as the bare verb: "voided" for Void, "suspended" for suspend. Empty for other words. */
export function participleValues(lower: string, index: SchemaIndex): readonly HeldValue[] {
  if (!isParticiple(lower) || !lower.endsWith('ed')) return [];
  const bare = lower.replace(/ed$/u, '');
  const stems = [bare, `${bare}e`, bare.replace(/(\p{L})\1$/u, '$1'), bare.replace(/i$/u, 'y')];
  return [...new Set(stems)]
    .filter((stem) => stem.length > 2 && !otherMeanings.has(stem))
    .flatMap((stem) => index.valuesSpelled(stem))
    .filter(({ field: { column } }) => partsOf(column.name).some((part) => stateColumn.test(part)));
}
