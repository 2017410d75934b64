import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { peopleNouns } from '../lexicon/people.ts';
import { isSmallWord } from './cues/small-words.ts';
import { isOnlyKey } from './name-index.ts';
import { partsOf, tableParts } from './name-parts.ts';
import { eventRoots } from './states/event-nouns.ts';
import { weights } from './weights.ts';
import { likeness } from './word-likeness.ts';

/**
 * Nouns that rows go by in their name or their key, though their table is called otherwise: "pots" for rows of
 * `ceramic` that have a `pot_name` or a `pot_id`. Not those that rows of several tables go by.
 */
export function rowNouns(
  tables: readonly CatalogTable[],
  nameOf: (table: CatalogTable) => CatalogColumn | null,
): ReadonlyMap<string, CatalogTable> {
  const found = new Map<string, Set<CatalogTable>>();
  for (const table of tables) {
    const nouns = [...nounsOfKey(table), ...nounsOfName(table, nameOf(table))];
    for (const noun of nouns) found.set(noun, (found.get(noun) ?? new Set()).add(table));
  }
  return new Map(
    [...found].flatMap(([noun, [only, ...more]]) =>
      only === undefined || more.length > 0 ? [] : [[noun, only] as const],
    ),
  );
}

function nounsOfKey(table: CatalogTable): readonly string[] {
  const key = table.columns.find((column) => isOnlyKey({ table, column }));
  if (key === undefined || isForeign(key, table)) return [];
  return nounsIn(partsOf(key.name), table, /^(?:id|number|code|key)$/u);
}

/** Not of what happens to somebody or somewhere: a loan is no reader, and a room no hotel. */
function nounsOfName(table: CatalogTable, name: CatalogColumn | null): readonly string[] {
  if (name === null || isForeign(name, table) || eventRoots(table).length > 0) return [];
  const names = table.columns.filter((column) => isName.test(partsOf(column.name).at(-1) ?? ''));
  if (names.length > 1) return [];
  return nounsIn(partsOf(name.name), table, isName).filter((noun) => !holders.has(noun));
}

/** The word before the one that says what it is to the row, where it is no word of the table. */
function nounsIn(parts: readonly string[], table: CatalogTable, end: RegExp): readonly string[] {
  const [noun = '', last = '', ...more] = parts;
  if (more.length > 0 || !end.test(last)) return [];
  // `po_id` of `purch_orders`: letters that people say, too.
  if (noun.length < 3) return noun === initialsOf(table) ? [noun] : [];
  if (isSmallWord(noun) || idle.has(noun)) return [];
  const isOwn = tableParts(table.object.name).some(
    (part) => likeness(noun, part) >= weights.link.akin,
  );
  return isOwn ? [] : [noun];
}

/** `po` of `purch_orders`; empty where the name is one word. */
export function initialsOf({ object }: CatalogTable): string {
  const letters = tableParts(object.name).map((part) => part.slice(0, 1));
  return letters.length > 1 ? letters.join('') : '';
}

function isForeign({ name }: CatalogColumn, { foreignKeys }: CatalogTable): boolean {
  return foreignKeys.some(({ columns }) => columns.includes(name));
}

const isName = /^(?:name|title)$/u;

/** Whom and what rows are of. */
const holders: ReadonlySet<string> = new Set([
  ...peopleNouns,
  ...(
    'person artist singer actor director author composer owner agent professor manager seller buyer contact host band ' +
    'place location venue site city town street country region county state province area continent district ' +
    'company firm organization business hotel department team club school university college bank shop store branch ' +
    'group category type kind class brand product item maker manufacturer supplier vendor project event job'
  ).split(' '),
]);

/** Words of names and keys that say nothing of what rows are. */
const idle: ReadonlySet<string> = new Set(
  (
    'first last full given family middle maiden nick user login file path host domain short long display common official ' +
    'local native english original legal generic trade scientific preferred alternative other old new ' +
    'row record entry line serial sequence unique internal external reference registration national tax social ' +
    'account system source object primary main public global security'
  ).split(' '),
);
