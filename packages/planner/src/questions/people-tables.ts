import type { CatalogTable } from '@ai-etl/core';
import { tableParts } from './name-parts.ts';

const people: ReadonlySet<string> = new Set(
  (
    'customer client buyer user employee staff worker personnel patient student pupil doctor physician nurse teacher ' +
    'professor lecturer instructor member guest agent driver player author artist singer actor director person people ' +
    'candidate applicant manager owner subscriber visitor tenant passenger reader lead contact account holder rider ' +
    'клиент покупатель заказчик пользователь сотрудник пациент студент врач'
  ).split(' '),
);

/** Whether the rows of a table are people, by its name or by those of its columns. */
export function isOfPeople(table: CatalogTable): boolean {
  const parts = tableParts(table.object.name);
  if (people.has(parts.at(-1) ?? '')) return true;
  return table.columns.some(({ name }) =>
    /^(?:full_?name|first_?name|last_?name|surname)$/iu.test(name),
  );
}
