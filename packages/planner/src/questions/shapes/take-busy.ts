import type { CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { belongsTo } from '../../query/join-graph.ts';
import type { TableMention } from '../form.ts';
import { countOf, penalty } from '../moves.ts';
import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
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
  const ranked = eventsOf(of, index).map((what, rank): State => {
    const events: TableMention = {
      kind: 'table',
      alternatives: [{ what, score: weights.link.event }],
      words: table.words,
      at: table.at,
    };
    const order = [{ by: countOf(events), direction: superlative.direction }];
    const change = { entity: form.entity ?? table, order, limit: form.limit ?? 1 };
    return penalty(withForm(state, change, { superlative: null }), weights.implied.perRank * rank);
  });
  return ranked.length === 0 ? [waiting] : ranked;
}

/** Tables whose rows happen to rows of a table, the nearest first. */
function eventsOf(
  table: CatalogTable,
  { schema, edges, distance, roles }: SchemaIndex,
): readonly CatalogTable[] {
  const base = roles.roleOf(table)?.base ?? table;
  return schema.tables
    .filter((one) => one !== base && !isOfPeople(one) && one.columns.some(isMoment))
    .filter((one) => belongsTo(edges, one, table))
    .map((one, at) => ({ one, at, steps: distance(one, table) }))
    .toSorted((a, b) => a.steps - b.steps || a.at - b.at)
    .slice(0, mostEvents)
    .map(({ one }) => one);
}
