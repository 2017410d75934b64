import type { CatalogTable } from '@ai-etl/core';
import { nameColumn } from './naming.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import { weights } from './weights.ts';
import type { Word } from './words.ts';

/** Verbs that name nothing, whatever a column is called. */
export const auxiliaries: ReadonlySet<string> = new Set(
  'is are was were be been do does did has have had'.split(' '),
);

/** Words that a name may hold and that say nothing in it. */
export const articles: ReadonlySet<string> = new Set('the a an of their its his her'.split(' '));

/** "department name of the instructor": no "name of the instructor", where a column is called by the first two. */
export function endsLongerName(
  words: readonly Word[],
  at: number,
  length: number,
  index: SchemaIndex,
): boolean {
  const before = words[at - 1];
  const first = words[at];
  if (length < 3 || words[at + 1]?.lower !== 'of' || first === undefined) return false;
  if (before?.kind !== 'word' || articles.has(before.lower)) return false;
  return (index.fieldsNamed([before.lemma, first.lemma])[0]?.score ?? 0) >= weights.link.sure;
}

/** "color code and description": the description of the color, too. Empty where the words before share no name with it. */
export function sharedPrefix(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Named<Field>[] {
  const [prefix, head, and, word] = words.slice(Math.max(0, at - 3), at + 1);
  if (at < 3 || prefix?.kind !== 'word' || head?.kind !== 'word' || word?.kind !== 'word')
    return [];
  if (and?.lower !== 'and' && and?.lower !== ',') return [];
  // "department name and number of employees"
  if (words[at + 1]?.lower === 'of' && word.lower === 'number') return [];
  const isName = (one: Named<Field>): boolean => one.score >= weights.link.sure;
  const first = index.fieldsNamed([prefix.lemma, head.lemma]).filter(isName);
  if (first.length === 0 || articles.has(prefix.lower)) return [];
  const isBeside = ({ what: { table, column } }: Named<Field>): boolean =>
    first.some(({ what }) => what.table === table && what.column !== column);
  return index
    .fieldsNamed([prefix.lemma, word.lemma])
    .filter((one) => isName(one) && isBeside(one));
}

const dialled: ReadonlySet<string> = new Set(['phone', 'telephone', 'mobile', 'cell', 'fax']);

/** "phone number of": no count, where a column is called by the words. */
export function isOwnNumber(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const before = words[at - 1];
  if (words[at]?.lower !== 'number' || before?.kind !== 'word' || articles.has(before.lower))
    return false;
  if (dialled.has(before.lower)) return true;
  const [best] = index.fieldsNamed([before.lemma, 'number']);
  return best !== undefined && best.score >= weights.link.sure;
}

/** "in room 112": what follows is a value. */
export function isGiven(next: Word | undefined): boolean {
  return next?.kind === 'number' || next?.kind === 'quoted';
}

/** A key that is called as the table it leads to: the rows of that table are meant. */
export function leadsTo(
  { table, column }: Field,
  to: CatalogTable | undefined,
  { edges }: SchemaIndex,
  isSeveral = false,
): boolean {
  // One of rows that have no name is its key; several of them are the rows.
  if (to === undefined || to === table || (nameColumn(to) === null && !isSeveral)) return false;
  return edges.some(
    ({ many, one, columns }) => many === table && one === to && columns.includes(column.name),
  );
}

/** "first and last name" */
export function isOneOfNames(words: readonly Word[], at: number): boolean {
  const said = words.slice(at, at + 4).map(({ lower }) => lower);
  return /^(?:first|last|given|family) (?:and|or|,) (?:first|last|given|family|middle) names?$/u.test(
    said.join(' '),
  );
}
