import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import type { ColumnMention, TableMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';

const born = /(?:^|_)(?:born|birth|birthday|birthdate|dob)(?:_(?:on|at|date|day|dt))?$/iu;

/** Days of birth, of any table. */
export function birthDates({ times }: SchemaIndex): readonly Named<Field>[] {
  return times.events
    .filter(({ what: { column } }) => isMoment(column) && isBirthDate(column.name))
    .map(({ what }) => ({ what, score: weights.link.key }));
}

function isBirthDate(name: string): boolean {
  const parts = partsOf(name);
  return born.test(name) || (parts.includes('birth') && parts.includes('date'));
}

/**
 * The age of people whose day of birth is kept, where no column of theirs is called age; null where there are none. `of`:
 * only of the rows of these tables.
 */
export function ageMention(
  index: SchemaIndex,
  at: number,
  of: TableMention | null = null,
): ColumnMention | null {
  const tables = of?.alternatives.map(({ what }) => index.roles.roleOf(what)?.base ?? what);
  const hasAge = index
    .fieldsNamed(['age'])
    .some(
      ({ what, score }) => score >= weights.link.sure && tables?.includes(what.table) !== false,
    );
  if (hasAge) return null;
  const alternatives = birthDates(index).filter(
    ({ what }) => tables === undefined || tables.includes(what.table),
  );
  const beside = of === null ? [] : [of];
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: 'age', at, beside, derived: { kind: 'age' } };
}
