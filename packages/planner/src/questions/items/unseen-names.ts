import type { CatalogTable } from '@ai-etl/core';
import { codeOfNationality } from '../../lexicon/nationalities.ts';
import { countryCode } from '../../query/country-code.ts';
import { labelColumns } from '../../query/table-facts.ts';
import { isOfPeople } from '../people-tables.ts';
import { articles } from '../name-spans.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

const inside = new Set(['in', 'near', 'at', 'around', 'within', 'в', 'во', 'из', 'на', 'около']);
const origin = new Set(['from', 'out', 'через', 'от']);
const makers = new Set(['by']);
/** What stands before the name of whoever did something or is to do it. */
const doers = new Set(['by', 'to', 'for', 'of', 'with', 'from', 'у', 'от', 'для', 'на']);
const makerNames =
  'provider vendor supplier manufacturer maker brand author publisher artist owner'.split(' ');
/** Tables that rows are parts of: "who works in Marketing". */
const unitNames = ['department', 'team', 'division', 'category'];
const placeNames = ['city', 'town', 'location', 'place', 'region', 'state', 'district', 'country'];
const countryNames = ['country', 'nation', 'nationality', 'region'];
const originNames = ['source', 'channel', 'origin', 'referrer', 'supplier', 'provider'];

/**
 * Columns that a name nobody has seen in the data may be of, by the words beside it: places behind "in", places and
 * sources behind "from", what names the rows of "the London office". Empty where these say nothing.
 */
export function columnsOfUnseen(
  words: readonly Word[],
  [at, end]: readonly [number, number],
  index: SchemaIndex,
): readonly Named<Field>[] {
  const before = wordBefore(words, at);
  // "assigned to Maria Lopez": two names are those of a person.
  const isPerson = end - at === 2 && doers.has(before);
  const people = isPerson ? labelsOfPeople(index) : [];
  const labels = [...labelsBehind(words[end], index), ...people];
  const isNamedPerson = isPerson && (people.length > 0 || index.twoNamed.length > 0);
  if (makers.has(before) && isNamedPerson) return labels;
  if (makers.has(before)) return [...labels, ...textsNamed(makerNames, index)];
  if (!inside.has(before) && !origin.has(before)) return labels;
  const text = words
    .slice(at, end)
    .map(({ lower }) => lower)
    .join(' ');
  const isCountry = countryCode(text) !== null || codeOfNationality(text) !== null;
  const names = [
    ...(isCountry ? countryNames : placeNames),
    ...(origin.has(before) ? originNames : []),
  ];
  return [...labels, ...textsNamed(names, index), ...(isCountry ? [] : unitLabels(index))];
}

/** "the Berlin region", "the London office": a column, or what names the rows of a table. */
function labelsBehind(next: Word | undefined, index: SchemaIndex): readonly Named<Field>[] {
  if (next?.kind !== 'word') return [];
  const fields = index
    .fieldsNamed([next.lemma])
    .filter(({ what, score }) => score === 1 && isText(what));
  const tables = index.tablesNamed([next.lemma]).filter(({ score }) => score === 1);
  return [...fields, ...tables.flatMap(({ what }) => textLabels(what))];
}

/** What names the rows of a table; else the place that they are at, which offices go by. */
function textLabels(table: CatalogTable): readonly Named<Field>[] {
  const columns = labelColumns(table).filter(({ type }) => type.kind === 'text');
  const place = table.columns.find(({ name }) => placeNames.includes(name.toLowerCase()));
  const named = columns.length > 0 || place === undefined ? columns : [place];
  return named.map((column) => ({ what: { table, column }, score: 0.9 }));
}

function labelsOfPeople(index: SchemaIndex): readonly Named<Field>[] {
  return index.schema.tables
    .filter(isOfPeople)
    .flatMap((table) => textLabels(table))
    .filter(({ what }) => !/first|last/iu.test(what.column.name));
}

function unitLabels(index: SchemaIndex): readonly Named<Field>[] {
  const tables = unitNames.flatMap((name) =>
    index.tablesNamed([name]).filter(({ score }) => score === 1),
  );
  return tables
    .flatMap(({ what: table }) => textLabels(table))
    .map((one) => ({ ...one, score: one.score * weights.link.unitOfUnseen }));
}

function wordBefore(words: readonly Word[], at: number): string {
  const before = words[at - 1];
  const isArticle = before !== undefined && articles.has(before.lower);
  return (isArticle ? words[at - 2] : before)?.lower ?? '';
}

/** Columns so named, the names that come first before the others. */
function textsNamed(names: readonly string[], index: SchemaIndex): readonly Named<Field>[] {
  const found = new Map<Field, number>();
  names.forEach((name, rank) => {
    for (const { what, score } of index.fieldsNamed([name])) {
      const isNew = !found.has(what) && isText(what) && score >= weights.link.akin;
      if (isNew) found.set(what, score - weights.implied.perRank * rank);
    }
  });
  return [...found].map(([what, score]) => ({ what, score }));
}

function isText({ column }: Field): boolean {
  return column.type.kind === 'text';
}
