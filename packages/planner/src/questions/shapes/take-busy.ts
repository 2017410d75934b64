import type { CatalogTable } from '@ai-etl/core';
import { belongsTo } from '../../query/join-graph.ts';
import type { TableMention } from '../form.ts';
import { countOf, penalty } from '../moves.ts';
import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State, type Superlative } from '../state.ts';
import { weights } from '../weights.ts';

const mostEvents = 2;

/** Reads "department" of "visits per department, busiest department first": by how many of the visits there are. */
export function rankGroups(state: State, table: TableMention): State | null {
  const { superlative } = state;
  const { entity, groups, shows, limit } = state.form;
  const what = table.alternatives[0]?.what;
  const isGroup = groups.some(
    (group) => group.kind === 'table' && group.alternatives[0]?.what === what,
  );
  if (superlative === null || entity === null || !isGroup) return null;
  const by = shows.findLast((show) => show.kind === 'measure') ?? countOf(entity);
  const shown = shows.length === 0 ? [by] : shows;
  const order = [{ by, direction: superlative.direction }];
  return withForm(state, { shows: shown, order, limit: limit ?? 1 }, { superlative: null });
}

/** Reads "hotel" of "busiest hotel": the one with most of what happens in hotels; waits where nothing does. */
export function takeBusy(state: State, table: TableMention, index: SchemaIndex): readonly State[] {
  const { superlative, form } = state;
  const of = table.alternatives[0]?.what;
  const waiting = withForm(state, { entity: form.entity ?? table });
  if (superlative === null || of === undefined) return [waiting];
  const states = eventsOf(of, index).map((what, rank) =>
    ranked(state, table, { what, rank, superlative }),
  );
  return states.length === 0 ? [waiting] : states;
}

/** The rows of a table in the order of how many of another one lead to them. */
function ranked(
  state: State,
  table: TableMention,
  by: { readonly what: CatalogTable; readonly rank: number; readonly superlative: Superlative },
): State {
  const { form } = state;
  const followers: TableMention = {
    kind: 'table',
    alternatives: [{ what: by.what, score: weights.link.event }],
    words: table.words,
    at: table.at,
  };
  const order = [{ by: countOf(followers), direction: by.superlative.direction }];
  const change = { entity: form.entity ?? table, order, limit: form.limit ?? 1 };
  const cost = weights.implied.perRank * by.rank;
  return penalty(withForm(state, change, { superlative: null }), cost);
}

/** Reads "plan" of "most popular plan": by the rows that lead to plans, people or not. Empty where others were named. */
export function takePopular(
  state: State,
  table: TableMention,
  index: SchemaIndex,
): readonly State[] {
  const { superlative, form } = state;
  const of = table.alternatives[0]?.what;
  if (superlative === null || of === undefined || form.entity !== null) return [];
  const base = index.roles.roleOf(of)?.base ?? of;
  const followers = nearest(of, index, (one) => one !== base);
  return followers.map((what, rank) => ranked(state, table, { what, rank, superlative }));
}

/** The rows that lead to those of a table, where how often they were used is asked; null where none do. */
export function usesOf(used: TableMention, index: SchemaIndex): TableMention | null {
  const of = used.alternatives[0]?.what;
  if (of === undefined) return null;
  const base = index.roles.roleOf(of)?.base ?? of;
  const [what] = nearest(of, index, (one) => one !== base);
  const { words, at } = used;
  return what === undefined
    ? null
    : { kind: 'table', alternatives: [{ what, score: weights.link.event }], words, at };
}

/** Tables whose rows happen to rows of a table, the nearest first. */
function eventsOf(table: CatalogTable, index: SchemaIndex): readonly CatalogTable[] {
  const base = index.roles.roleOf(table)?.base ?? table;
  return nearest(
    table,
    index,
    (one) =>
      one !== base &&
      !isOfPeople(one) &&
      one.columns.some((column) => index.times.has({ table: one, column })),
  );
}

function nearest(
  table: CatalogTable,
  { schema, edges, distance }: SchemaIndex,
  isMeant: (one: CatalogTable) => boolean,
): readonly CatalogTable[] {
  return schema.tables
    .filter(isMeant)
    .filter((one) => belongsTo(edges, one, table))
    .map((one, at) => ({ one, at, steps: distance(one, table) }))
    .toSorted((a, b) => a.steps - b.steps || a.at - b.at)
    .slice(0, mostEvents)
    .map(({ one }) => one);
}
