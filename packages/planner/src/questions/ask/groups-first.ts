import type { Query } from '@ai-etl/core';
import { groupsBefore } from '../shapes/shown-groups.ts';
import type { Word } from '../words.ts';

/**
 * "How many visits did each doctor have?" and "What are the least and greatest prices per type?" are answered for each
 * group, which is shown first; so is a list that is asked for once more: "List the type and the number of pets."
 */
export function groupsFirst(query: Query, words: readonly Word[]): Query {
  return query.kind === 'select' && wantsGroups(words) ? groupsBefore(query) : query;
}

function wantsGroups(words: readonly Word[]): boolean {
  const said = words.map(({ lower }) => lower);
  const [first, second] = said;
  const each = said.findIndex((word) => word === 'each' || word === 'every');
  if (first === 'how' && second === 'many' && each > 0 && said[each - 1] !== 'for') return true;
  if (first === 'what' && second === 'are' && (each > 0 || said.includes('per'))) return true;
  return listsAgain(said);
}

const lists: ReadonlySet<string> = new Set([
  'list',
  'show',
  'return',
  'give',
  'report',
  'me',
  'the',
]);
const measures: ReadonlySet<string> = new Set(
  'number count total amount average sum minimum maximum highest lowest how'.split(' '),
);

/** A second sentence that names the group before what is counted of it. */
function listsAgain(said: readonly string[]): boolean {
  const again = said.findIndex(
    (word, at) => at > 3 && lists.has(word) && word !== 'the' && word !== 'me',
  );
  const named = said.slice(again).find((word) => !lists.has(word));
  return again > 0 && named !== undefined && !measures.has(named);
}
