import type { CatalogTable } from '@ai-etl/core';
import { namingColumns } from '../naming.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import { isOfPeople } from '../people-tables.ts';
import { isDoneBy } from '../roles/relation-items.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { verbRoot } from '../states/verb-root.ts';
import { isAkin } from '../word-likeness.ts';

/** Nouns for those who do something, by the roots of verbs that are not the noun's own. */
const doers: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    own: 'owner proprietor holder',
    make: 'maker manufacturer producer brand creator',
    manufacture: 'maker manufacturer producer',
    produce: 'producer maker manufacturer',
    build: 'builder maker architect constructor',
    design: 'designer architect',
    write: 'writer author',
    author: 'author writer',
    compose: 'composer',
    sing: 'singer artist vocalist',
    record: 'artist performer',
    perform: 'performer artist',
    paint: 'painter artist',
    lead: 'leader lead head chief captain',
    head: 'head leader chief director',
    run: 'manager owner head operator',
    manage: 'manager head',
    direct: 'director',
    teach: 'teacher instructor lecturer professor tutor',
    train: 'trainer coach instructor',
    coach: 'coach trainer',
    present: 'presenter host',
    host: 'host presenter',
    publish: 'publisher',
    supply: 'supplier vendor',
    sell: 'seller vendor dealer agent',
    buy: 'buyer customer purchaser',
    drive: 'driver',
    fly: 'pilot captain',
    win: 'winner champion',
    found: 'founder',
    invent: 'inventor',
    organize: 'organizer organiser host',
    organise: 'organizer organiser host',
    advise: 'advisor adviser',
    operate: 'operator',
    handle: 'agent handler',
  }).map(([verb, nouns]) => [verbRoot(verb), nouns.split(' ')] as const),
);

/** Whether a noun is one for who does what the verb says: owner of "owns", maker and winemaker of "makes". */
export function isDoer(noun: string, verb: string): boolean {
  const root = verbRoot(verb);
  if (doers.get(root)?.some((known) => noun === known || noun.endsWith(known)) === true)
    return true;
  const ends = /(?:e?r|or|ist)$/u.exec(noun);
  return ends !== null && root.length > 2 && verbRoot(noun.slice(0, ends.index)) === root;
}

/**
 * Columns that say who did something to the rows of a table: those of the name of the one to whom a key called by
 * the verb leads, a text called so, else the name of the one person that each row belongs to. Empty for none.
 */
export function doersOf(
  table: CatalogTable,
  verb: string,
  { roles, edges }: SchemaIndex,
): readonly Field[] {
  const keys = roles.tables.filter(({ edges: own }) => own.some(({ many }) => many === table));
  const role = keys.find(
    (one) => isDoneBy(verb, one) || one.parts.some((part) => isDoer(part, verb)),
  );
  if (role !== undefined) return named(role.table);
  const text = table.columns.find(
    (column) =>
      column.type.kind === 'text' &&
      partsOf(column.name)
        .filter((part) => part !== 'name')
        .slice(-1)
        .some((part) => isDoer(part, verb) || isAkinDoer(part, verb)),
  );
  if (text !== undefined) return [{ table, column: text }];
  const owners = new Set(
    edges.filter(({ many, one }) => many === table && one !== table).map(({ one }) => one),
  );
  const doing = [...owners].find((one) =>
    tableParts(roles.roleOf(one)?.base.object.name ?? one.object.name).some((part) =>
      isDoer(part, verb),
    ),
  );
  const people = [...owners].filter((one) => isOfPeople(roles.roleOf(one)?.base ?? one));
  const only = doing ?? (people.length === 1 ? people[0] : undefined);
  return only === undefined ? [] : named(only);
}

/** "organized by" and `organised_by`: a column called by the verb itself. */
function isAkinDoer(part: string, verb: string): boolean {
  return /(?:ed|er|or)$/u.test(part) && isAkin(verb, part);
}

function named(table: CatalogTable): readonly Field[] {
  return namingColumns(table).map((column) => ({ table, column }));
}
