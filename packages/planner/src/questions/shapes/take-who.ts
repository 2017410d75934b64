import type { CatalogTable } from '@ai-etl/core';
import type { TableMention } from '../form.ts';
import { penalty } from '../moves.ts';
import { tableParts } from '../name-parts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';

const people: ReadonlySet<string> = new Set(
  (
    'customer client buyer user employee staff worker personnel patient student pupil doctor physician nurse teacher ' +
    'professor lecturer instructor member guest agent driver player author artist singer actor director person people ' +
    'candidate applicant manager owner subscriber visitor tenant passenger reader lead contact account holder rider ' +
    'клиент покупатель заказчик пользователь сотрудник пациент студент врач'
  ).split(' '),
);
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

function isOfPeople(table: CatalogTable): boolean {
  const parts = tableParts(table.object.name);
  if (people.has(parts.at(-1) ?? '')) return true;
  return table.columns.some(({ name }) =>
    /^(?:full_?name|first_?name|last_?name|surname)$/iu.test(name),
  );
}
