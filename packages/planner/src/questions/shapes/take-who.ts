import type { TableMention } from '../form.ts';
import { penalty } from '../moves.ts';
import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';

/** Reads "who" at the start: rows of a table of people. Empty elsewhere, or where there is none. */
export function takeWho(state: State, index: SchemaIndex): readonly State[] {
  const people = index.schema.tables.filter(isOfPeople);
  if (state.last !== 'start' || people.length === 0) return [];
  const entity: TableMention = {
    kind: 'table',
    alternatives: people.map((what) => ({ what, score: weights.parse.whoTable })),
    words: 'who',
    at: state.at - 1,
  };
  return [penalty(withForm(state, { entity }, { mode: 'where', has: true }), weights.parse.who)];
}
