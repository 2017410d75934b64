import type { CatalogTable } from '@ai-etl/core';
import { peopleNouns } from '../lexicon/people.ts';
import { tableParts } from './name-parts.ts';

const people: ReadonlySet<string> = new Set([
  ...peopleNouns,
  ...(
    'personnel pupil physician nurse professor agent artist singer actor director people manager reader lead account holder rider ' +
    'host клиент покупатель заказчик пользователь сотрудник пациент студент врач'
  ).split(' '),
]);

/** Whether the rows of a table are people, by its name or by those of its columns. */
export function isOfPeople(table: CatalogTable): boolean {
  const parts = tableParts(table.object.name);
  if (people.has(parts.at(-1) ?? '')) return true;
  return table.columns.some(({ name }) =>
    /^(?:full_?name|first_?name|last_?name|surname)$/iu.test(name),
  );
}
