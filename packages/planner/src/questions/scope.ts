import type { CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from '../query/join-graph.ts';
import type { Field, HeldValue, Named, SchemaIndex } from './schema-index.ts';
import type { StateIndex } from './states/state-index.ts';
import type { Word } from './words.ts';

/** Schemas up to this size are read whole. */
const mostWhole = 150;
/** Tables that the words speak of, and those beside them, in a larger one. */
const mostSpoken = 40;
const mostTables = 80;
const longestName = 3;
/** How much a column, or a value, says for its table, where a table's own name says 1. */
const said = { column: 0.4, value: 0.3 } as const;

/**
 * The part of a large schema that a question may be about: what its words name, and what keys join to that.
 * The same index, seen through it; small schemas are returned as they are.
 */
export function scopeOf(words: readonly Word[], index: SchemaIndex): SchemaIndex {
  if (index.schema.tables.length <= mostWhole) return index;
  const tablesNamed = remembered(index.tablesNamed);
  const spoken = spokenTables(words, { ...index, tablesNamed });
  const chosen = withNeighbours(spoken, index.edges);
  const isIn = (table: CatalogTable): boolean =>
    chosen.has(table) || chosen.has(index.roles.roleOf(table)?.base ?? table);
  const place = new Map([...chosen].map((table, at) => [table, at]));
  const placeOf = (table: CatalogTable): number =>
    place.get(index.roles.roleOf(table)?.base ?? table) ?? chosen.size;
  // Of names that fit as well, those of tables that more words speak of come first.
  const keepTables = (list: readonly Named<CatalogTable>[]) =>
    list
      .filter(({ what }) => isIn(what))
      .toSorted((a, b) => b.score - a.score || placeOf(a.what) - placeOf(b.what));
  const sortFields = (list: readonly Named<Field>[]) =>
    list.toSorted((a, b) => b.score - a.score || placeOf(a.what.table) - placeOf(b.what.table));
  const keepFields = (list: readonly Named<Field>[]) => list.filter(({ what }) => isIn(what.table));
  const keepHeld = (list: readonly HeldValue[]) => list.filter(({ field }) => isIn(field.table));
  return {
    ...index,
    schema: { ...index.schema, tables: index.schema.tables.filter(isIn) },
    years: keepFields(index.years),
    times: {
      ...index.times,
      events: keepFields(index.times.events),
      ofVerb: (verb) => keepFields(index.times.ofVerb(verb)),
    },
    twoNamed: index.twoNamed.filter(({ first }) => isIn(first.table)),
    states: statesIn(index.states, isIn),
    tablesNamed: remembered((lemmas) => keepTables(tablesNamed(lemmas))),
    fieldsNamed: remembered((lemmas) => sortFields(index.fieldsNamed(lemmas, isIn))),
    valuesSpelled: (spelled) => keepHeld(index.valuesSpelled(spelled)),
    namesWith: (spelled) => keepHeld(index.namesWith(spelled)),
    kindsCalled: (noun) => index.kindsCalled(noun).filter(({ field }) => isIn(field.table)),
    valuesMeant: (part) =>
      index
        .valuesMeant(part)
        .map(({ held, score }) => ({ held: keepHeld(held), score }))
        .filter(({ held }) => held.length > 0),
  };
}

/** The tables that the words speak for most: each word counts once for a table. */
function spokenTables(words: readonly Word[], index: SchemaIndex): readonly CatalogTable[] {
  const scores = new Map<CatalogTable, number>();
  words.forEach((word, at) => {
    if (word.kind === 'mark' || word.kind === 'number') return;
    const best = new Map<CatalogTable, number>();
    const count = (table: CatalogTable, score: number): void => {
      const base = index.roles.roleOf(table)?.base ?? table;
      best.set(base, Math.max(best.get(base) ?? 0, score));
    };
    for (let length = 1; length <= longestName && at + length <= words.length; length += 1) {
      const part = words.slice(at, at + length);
      if (part.some(({ kind }) => kind !== 'word')) break;
      const lemmas = part.map(({ lemma }) => lemma);
      for (const { what, score } of index.tablesNamed(lemmas)) count(what, length * score);
      for (const { table } of index.ownRows(lemmas)) count(table, length);
    }
    for (const { what, score } of index.fieldsNamed([word.lemma]))
      count(what.table, said.column * score);
    for (const { field } of index.valuesSpelled(word.lemma)) count(field.table, said.value);
    for (const [table, score] of best) scores.set(table, (scores.get(table) ?? 0) + score);
  });
  return [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostSpoken)
    .map(([table]) => table);
}

/** Tables in the order in which they were reached: those that were said first. */
function withNeighbours(
  spoken: readonly CatalogTable[],
  edges: readonly JoinEdge[],
): ReadonlySet<CatalogTable> {
  const chosen = new Set(spoken);
  for (const { many, one } of edges) {
    if (chosen.size >= mostTables) break;
    if (chosen.has(many) || chosen.has(one)) chosen.add(many).add(one);
  }
  return chosen;
}

function statesIn(states: StateIndex, isIn: (table: CatalogTable) => boolean): StateIndex {
  const keep = <T extends Named<Field>>(map: ReadonlyMap<string, readonly T[]>) =>
    filtered(map, ({ what }) => isIn(what.table));
  return {
    ...states,
    doneBy: keep(states.doneBy),
    described: filtered(states.described, ({ field }) => isIn(field.table)),
    gathered: filtered(states.gathered, ({ field }) => isIn(field.table)),
    phrases: filtered(states.phrases, ({ field }) => isIn(field.table)),
    flagsNamed: keep(states.flagsNamed),
    responsible: states.responsible.filter(({ what }) => isIn(what.table)),
    dues: states.dues.filter(({ due }) => isIn(due.table)),
  };
}

function filtered<T>(
  map: ReadonlyMap<string, readonly T[]>,
  keep: (one: T) => boolean,
): ReadonlyMap<string, readonly T[]> {
  return new Map(
    [...map].flatMap(([key, list]) => {
      const kept = list.filter(keep);
      return kept.length === 0 ? [] : [[key, kept] as const];
    }),
  );
}

function remembered<T>(named: (lemmas: readonly string[]) => T): (lemmas: readonly string[]) => T {
  const known = new Map<string, T>();
  return (lemmas) => {
    const key = lemmas.join('\0');
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = named(lemmas);
    known.set(key, result);
    return result;
  };
}
