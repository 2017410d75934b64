import type { TableMention } from '../form.ts';
import { penalty } from '../moves.ts';
import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';

const mostTables = 3;

/** Reads "who" at the start: rows of one of the tables of people. Empty elsewhere, or where there are none. */
export function takeWho(state: State, index: SchemaIndex): readonly State[] {
  if (state.last !== 'start') return [];
  return index.schema.tables
    .filter(isOfPeople)
    .slice(0, mostTables)
    .map((what) => {
      const entity: TableMention = {
        kind: 'table',
        alternatives: [{ what, score: 0.6 }],
        words: 'who',
        at: state.at - 1,
      };
      return penalty(withForm(state, { entity }, { mode: 'where', has: true }), 0.3);
    });
}
