import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { momentParticles } from '../states/event-nouns.ts';
import { verbRoot } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/**
 * Reads "signups per country", "hires this year": several of what every row of a table began with, of which only its
 * moment is called so, are its rows. Empty for one of them, and where a table is called so.
 */
export function happeningItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const word = words[at];
  if (word?.kind !== 'word' || !/^[a-z]+(?:-[a-z]+)?s$/u.test(word.lower)) return [];
  const noun = word.lower.replace('-', '').replace(/s$/u, '');
  if (noun.endsWith('s') || index.tablesNamed([word.lemma]).length > 0) return [];
  const fields = index.fieldsNamed([noun]);
  const begun = fields.filter(({ what: { column } }) => {
    const parts = partsOf(column.name).filter((part) => !momentParticles.has(part));
    const isNamed = parts.length === 1 && verbRoot(parts[0] ?? '') === verbRoot(noun);
    return isNamed && !column.nullable && isMoment(column);
  });
  const [best] = fields;
  const [first] = begun;
  if (first === undefined || best === undefined || first.score < best.score) return [];
  const alternatives = begun.map(({ what, score }) => ({ what: what.table, score }));
  const table = { kind: 'table', alternatives, words: word.lemma, at } as const;
  const gain = gainOf(1, weights.parse.happening);
  return [{ kind: 'table', table, start: at, end: at + 1, gain }];
}
