import type { CatalogTable } from '@ai-etl/core';
import { tableParts } from './name-parts.ts';
import { isOfPeople } from './people-tables.ts';
import type { SchemaIndex } from './schema-index.ts';
import { keepsStaff } from './states/state-index.ts';
import { stretchOf } from './stretches/stretch-of.ts';
import { weights } from './weights.ts';
import { saidAs, type Word } from './words.ts';

/** Said of those who work here, however their table is called. */
const staff =
  /^(?:staff|colleagues?|cowork(?:er|ers)|co-workers?|workforce|employees?|headcount|сотрудник\p{L}{0,3}|коллег\p{L}{0,3}|работник\p{L}{0,3})$/u;
/** Said so of those who came last. */
const newcomers = /^(?:joiners?|hires?|recruits?|starters?)$/u;
const newest = /^(?:latest|newest|recent|last|first|new|earliest)$/u;

/**
 * "colleagues", "our latest joiner", "headcount": in the words of the schema, where one table alone keeps those who work
 * here and nothing is called so.
 */
export function inStaffWords(words: readonly Word[], index: SchemaIndex): readonly Word[] {
  if (!words.some((_, at) => saysStaff(words, at))) return words;
  const table = staffTable(index);
  if (table === null) return words;
  return words.flatMap((word, at): readonly Word[] => {
    if (!saysStaff(words, at) || isKnown(word, index)) return [word];
    const rows = table.object.name.split(/[_\s]+/u).map((part) => saidAs(word, part.toLowerCase()));
    return word.lower === 'headcount'
      ? [saidAs(word, 'number'), saidAs(word, 'of'), ...rows]
      : rows;
  });
}

function saysStaff(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word?.kind !== 'word') return false;
  if (staff.test(word.lower)) return true;
  const [before, first] = [words[at - 1], words[at - 2]];
  const adjective = before?.kind === 'number' ? first : before;
  return newcomers.test(word.lower) && newest.test(adjective?.lower ?? '');
}

function isKnown({ lemma, lower }: Word, index: SchemaIndex): boolean {
  return [lemma, lower].some(
    (one) =>
      (index.tablesNamed([one])[0]?.score ?? 0) >= weights.link.related ||
      (index.fieldsNamed([one])[0]?.score ?? 0) >= weights.link.akin,
  );
}

/** The one table of those who work here; null where none or several may be it. */
function staffTable({ schema, roles }: SchemaIndex): CatalogTable | null {
  const people = schema.tables.filter(isOfPeople);
  const isAbove = (table: CatalogTable): boolean =>
    roles.tables.some(
      ({ isSelf, base, parts }) =>
        isSelf && base === table && parts.some((part) => above.has(part)),
    );
  const [only, ...more] = people.filter((table) => keepsStaff(table) || isAbove(table));
  if (only !== undefined) return more.length === 0 ? only : null;
  const [person, ...others] = people.filter(
    (table) => tableParts(table.object.name).at(-1) === 'person' && stretchOf(table) !== null,
  );
  return others.length === 0 ? (person ?? null) : null;
}

const above: ReadonlySet<string> = new Set(
  'boss manager supervisor superior lead leader'.split(' '),
);
