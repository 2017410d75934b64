import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import type { Named, SchemaIndex } from '../schema-index.ts';
import { verbRoot } from '../states/verb-root.ts';
import type { Stretch } from './stretch-of.ts';

/**
 * What was to come and what came, of all tables: `due_on` and `paid_on`, `dep_plan` and `dep_act`. Those of the named
 * tables and those that words behind name come first.
 */
export function lateStretches(
  behind: readonly string[],
  index: SchemaIndex,
  tables: readonly CatalogTable[],
): readonly Named<Stretch>[] {
  const own = tables.flatMap(pairsOf);
  const all = own.length > 0 ? own : index.schema.tables.flatMap(pairsOf).concat(dues(index));
  const said = all.filter(({ to }) =>
    behind.some(
      (word) =>
        index.times.ofVerb(word).some(({ what }) => what.column === to.column) ||
        begins(word, to.column),
    ),
  );
  const found = said.length > 0 ? said : all.length > 0 ? all : dues(index);
  return found.map((what) => ({ what, score: 1 }));
}

function dues({ states }: SchemaIndex): readonly Stretch[] {
  return states.dues.flatMap(({ due, done }) =>
    done === null ? [] : [{ from: due, to: done, kind: 'plain' as const }],
  );
}

const plans: ReadonlySet<string> = new Set(
  'plan planned scheduled sched promised promise expected estimated due eta etd target'.split(' '),
);
const facts: ReadonlySet<string> = new Set(
  'act actual actually real fact at on date time'.split(' '),
);

/** Moments of a table that were planned and then came, by the words that their names share. */
function pairsOf(table: CatalogTable): readonly Stretch[] {
  const moments = table.columns.filter(isMoment);
  return moments.flatMap((from): readonly Stretch[] => {
    const parts = partsOf(from.name);
    if (!parts.some((part) => plans.has(part))) return [];
    const to = moments.find((one) => one !== from && isFactOf(one, rest(parts)));
    return to === undefined
      ? []
      : [{ from: { table, column: from }, to: { table, column: to }, kind: 'plain' }];
  });
}

function isFactOf(column: CatalogColumn, about: readonly string[]): boolean {
  const parts = partsOf(column.name);
  if (parts.some((part) => plans.has(part)) || about.length === 0) return false;
  const own = rest(parts);
  return own.length === about.length && own.every((root, at) => root === about[at]);
}

function rest(parts: readonly string[]): readonly string[] {
  return parts.filter((part) => !plans.has(part) && !facts.has(part)).map(verbRoot);
}

/** "leave" for `dep_act`, "arrive" for `arr_act`: shortened verbs. */
function begins(word: string, { name }: CatalogColumn): boolean {
  const [first = ''] = partsOf(name);
  const verbs = synonyms.find((group) => group.includes(word)) ?? [word];
  return first.length >= 3 && verbs.some((verb) => verb.length > 3 && verb.startsWith(first));
}

const synonyms: readonly (readonly string[])[] = [
  'depart departs departed leave leaves left start starts'.split(' '),
  'arrive arrives arrived come comes'.split(' '),
  'deliver delivers delivered'.split(' '),
];
