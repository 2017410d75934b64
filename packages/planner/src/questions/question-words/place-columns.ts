import type { CatalogTable } from '@ai-etl/core';
import { namingColumns } from '../naming.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { verbRoot } from '../states/verb-root.ts';
import { endOfVerb, isOfEnd } from './asked-verbs.ts';

/** Words for places in names of columns and tables: what says more about where something is comes first. */
const places: readonly string[] =
  'place location venue address site city town stadium arena circuit hall room building street country region county state area'.split(
    ' ',
  );
const births: ReadonlySet<string> = new Set('birthplace birth born hometown home'.split(' '));

const seats: readonly string[] = 'headquarters headquarter hq based base seat'.split(' ');
/** Columns that verbs ask for before any other place. */
const ofVerbs: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:based|headquartered)$/u, seats],
  [
    /^(?:come|comes|came|from|hail|hails|originate|originates)$/u,
    'hometown home origin birthplace birth nationality country'.split(' '),
  ],
  [/^raised$/u, 'hometown home'.split(' ')],
];

/** The column that says where rows of a table are, or where something is done with them; null where none does. */
export function placeOf(
  table: CatalogTable,
  verb: string | null,
  { edges, roles }: SchemaIndex,
): Field | null {
  const texts = table.columns
    .filter((column) => column.type.kind === 'text' && !isTitle(table, column.name))
    .map((column): Field => ({ table, column }));
  const end = verb === null ? null : endOfVerb(verb);
  const ofEnd = end === null ? [] : texts.filter((field) => isOfEnd(field, end) && !isDated(field));
  const [atEnd] = ofEnd;
  if (atEnd !== undefined) return atEnd;
  const said = verb === null ? undefined : ofVerbs.find(([verbs]) => verbs.test(verb));
  const told = said === undefined ? null : firstCalled(texts, said[1]);
  if (told !== null) return told;
  const isBorn = verb !== null && verbRoot(verb) === verbRoot('born');
  const born = texts.find(({ column }) => saysBirth(column.name));
  if (isBorn && born !== undefined) return born;
  const here = best(texts, ({ column }) => partsOf(column.name));
  if (here !== null && !(born === here && !isBorn)) return here;
  const seat = firstCalled(texts, seats);
  if (seat !== null && !isBorn) return seat;
  const owners = edges
    .filter(({ many, one }) => many === table && one !== table)
    .map(({ one }) => one);
  const at = best(owners, (one) => tableParts((roles.roleOf(one)?.base ?? one).object.name));
  const [column] = at === null ? [] : namingColumns(at);
  return at === null || column === undefined ? null : { table: at, column };
}

/** The first column that is called by one of the words, the surest word first. */
function firstCalled(texts: readonly Field[], words: readonly string[]): Field | null {
  const called = words.flatMap(
    (word) =>
      texts.find((field) => partsOf(field.column.name).includes(word) && !isDated(field)) ?? [],
  );
  return called[0] ?? null;
}

function best<T>(all: readonly T[], partsIn: (one: T) => readonly string[]): T | null {
  const ranked = all
    .map((one) => ({ one, rank: rankOf(partsIn(one)) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank);
  return ranked[0]?.one ?? null;
}

function rankOf(parts: readonly string[]): number {
  return Math.max(-1, ...parts.slice(-1).map((part) => places.indexOf(part)));
}

/** A venue is called by `venue.venue`: that is its name, and not where it is. */
function isTitle(table: CatalogTable, name: string): boolean {
  const parts = partsOf(name);
  return parts.at(-1) === 'name' || parts.join(' ') === tableParts(table.object.name).join(' ');
}

function isDated({ column }: Field): boolean {
  return partsOf(column.name).some((part) => /^(?:date|time|day|year|month|at|on)$/u.test(part));
}

function saysBirth(name: string): boolean {
  const parts = partsOf(name);
  return (
    parts.some((part) => births.has(part)) &&
    !parts.some((part) => /^(?:date|year|time)$/u.test(part))
  );
}
