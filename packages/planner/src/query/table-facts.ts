import { isNumeric, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { saysIdentity } from './identity-names.ts';
import { saysName } from '../lexicon/russian/names.ts';
import { nameWords } from '../link/name-words.ts';

/** Columns that name a row to a person: `name`, `full_name`, `title`; else a code, else the key. */
export function labelColumns(table: CatalogTable): readonly CatalogColumn[] {
  const own = nameWords(table.object.name);
  const ranked = table.columns
    .map((column) => ({ column, rank: labelRank(column, table, own) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const [best] = ranked;
  const russian = best === undefined ? russianLabel(table) : null;
  if (russian !== null) return [russian];
  if (best !== undefined) return [best.column];
  return keyColumns(table);
}

/** The primary key; else the first unique key; else a column called `id` or after the table. */
export function keyColumns(table: CatalogTable): readonly CatalogColumn[] {
  const names = table.primaryKey.length > 0 ? table.primaryKey : (table.uniqueKeys[0] ?? []);
  const declared = table.columns.filter((column) => names.includes(column.name));
  if (declared.length > 0) return declared;
  const own = nameWords(table.object.name).at(-1) ?? '';
  const guessed = table.columns.find((column) =>
    ['id', `${own}_id`].includes(column.name.toLowerCase()),
  );
  return guessed === undefined ? [] : [guessed];
}

/** A column that only identifies: named by questions only when they say so. */
export function isKeyLike(column: CatalogColumn, table: CatalogTable): boolean {
  if (table.primaryKey.includes(column.name) && table.primaryKey.length === 1) return true;
  if (
    table.foreignKeys.some((key) => key.columns.length === 1 && key.columns.includes(column.name))
  )
    return true;
  // "invited_by", and a comment that says whose key it is.
  const isWhose = /_by$/iu.test(column.name) || /\b\w+\.\w+_id\b/u.test(column.comment ?? '');
  return isWhose || /(?:^|_)id$/iu.test(column.name);
}

/** Whether rows of a table have a declared key to rows of the other. */
export function refersTo(table: CatalogTable, { object }: CatalogTable): boolean {
  return table.foreignKeys.some(
    ({ references }) => references.name === object.name && references.schema === object.schema,
  );
}

/** A number that may be added up or compared. */
export function isMeasure(column: CatalogColumn, table: CatalogTable): boolean {
  return (
    isNumeric(column.type) &&
    !isKeyLike(column, table) &&
    !isPlace(column, table) &&
    !isSomebody(column)
  );
}

/** `advisor`, `team_captain`: a whole number called as somebody is that one's key, though none is declared. */
export function isSomebody({ name, type }: CatalogColumn): boolean {
  const isWhole = type.kind.startsWith('int');
  return (
    isWhole &&
    /(?:^|_)(?:advis[eo]r|manager|supervisor|agent|coach|captain|author|owner|teacher|instructor|mentor|tutor|editor|leader|doctor|physician|customer|client|employee|seller|buyer)$/iu.test(
      name,
    )
  );
}

/** The line of an order, the stop of a tour: part of a key of several columns, or a number in a row. */
export function isPlace({ name }: CatalogColumn, { primaryKey }: CatalogTable): boolean {
  return (
    primaryKey.includes(name) ||
    /^(?:line|row|seq|sort|item|pos)_?(?:no|nr|num|number|order|idx)$/iu.test(name)
  );
}

/** `наименование`, `nazvanie_tovara`: a text whose name begins with a Russian word for names. */
function russianLabel(table: CatalogTable): CatalogColumn | null {
  const named = table.columns
    .map((column) => ({ column, words: nameWords(column.name) }))
    .filter(({ column, words }) => column.type.kind === 'text' && saysName(words[0] ?? ''))
    .sort((a, b) => a.words.length - b.words.length);
  return named[0]?.column ?? null;
}

/** What people and things go by where they have no other name. */
const callNames: ReadonlySet<string> = new Set(
  'nickname nick username login handle headline'.split(' '),
);

/** "promo" of "promotions". */
function isShort(word: string, own: readonly string[]): boolean {
  return word.length > 2 && own.some((one) => one.startsWith(word));
}

const descriptions = /^(?:(?:short )?(?:descr?|description)|designation|caption)$/u;
const longestName = 100;

/**
 * `descr VARCHAR(60) NOT NULL`, or one beside a code that is the key: always there, it is what an article is called,
 * unless something is called as its table.
 */
function isDescription(
  { nativeType, nullable }: CatalogColumn,
  words: string,
  { table, own }: { readonly table: CatalogTable; readonly own: readonly string[] },
): boolean {
  if (nullable || !descriptions.test(words)) return false;
  const { columns, primaryKey } = table;
  const [key, ...more] = primaryKey;
  const texts = columns.filter(({ type }) => type.kind === 'text');
  if (texts.some(({ name }) => nameWords(name).join(' ') === own.at(-1))) return false;
  const length = Number(/char[a-z ]*\((\d+)/iu.exec(nativeType ?? '')?.[1] ?? 0);
  const isShort = length > 0 && length <= longestName;
  return isShort || (more.length === 0 && texts.some(({ name }) => name === key));
}

function labelRank(column: CatalogColumn, table: CatalogTable, own: readonly string[]): number {
  if (column.type.kind !== 'text') return 0;
  const words = nameWords(column.name).map((word) => (word === 'nm' ? 'name' : word));
  const joined = words.join(' ');
  if (joined === 'name' || joined === 'title') return 6;
  if (joined === 'full name' || joined === 'display name') return 5;
  if (words.at(-1) === 'name' && words.slice(0, -1).every((word) => own.includes(word))) return 5;
  if (
    words.at(-1) === 'name' &&
    !['first', 'last', 'middle', 'user', 'file', 'nick'].includes(words[0] ?? '')
  )
    return 4;
  if (words.at(-1) === 'title' && !words.includes('job')) return 4;
  if (words.at(-1) === 'name' || callNames.has(joined)) return 3;
  if (isDescription(column, joined, { table, own })) return 2.5;
  if (words.at(-1) === 'code' && words.length === 2 && isShort(words[0] ?? '', own)) return 2;
  if (joined === 'code' || joined === 'sku' || joined === 'label') return 2;
  return !column.nullable && saysIdentity(words, own) ? 1 : 0;
}
