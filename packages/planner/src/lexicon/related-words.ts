import { businessGroups } from './related/business.ts';
import { generalGroups } from './related/general.ts';

const related = byWord(generalGroups);
const loose = byWord(businessGroups);

/**
 * Whether one word may be said for what a table or column is called, though they do not mean quite the same. Weaker
 * than synonyms: it is taken where nothing fits better. Lemmas.
 */
export function areRelated(a: string, b: string): boolean {
  return related.get(a)?.has(b) ?? false;
}

/** Words that a word may stand for where no name has it nor anything like it. Lemmas, the nearest ones first. */
export function looselyRelated(word: string): readonly string[] {
  return [...(loose.get(word) ?? [])];
}

function byWord(list: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const group of list
    .trim()
    .split('\n')
    .map((line) => line.split(' '))) {
    for (const word of group) {
      const others = found.get(word) ?? new Set();
      for (const other of group) if (other !== word) others.add(other);
      found.set(word, others);
    }
  }
  return found;
}
