import { isKeyLike } from '../query/table-facts.ts';
import { namingColumns } from './naming.ts';
import type { Field } from './schema-index.ts';

/**
 * Whether columns of rows that were not asked about are wanted once each: "what industries do we serve?". Texts
 * that neither name nor identify a row.
 */
export function areWantedOnce(fields: readonly Field[]): boolean {
  return (
    fields.length > 0 &&
    fields.every(
      ({ table, column }) =>
        column.type.kind === 'text' &&
        (!isKeyLike(column, table) || isOfOthers({ table, column })) &&
        !table.primaryKey.includes(column.name) &&
        !table.uniqueKeys.some((key) => key.length === 1 && key[0] === column.name) &&
        !namingColumns(table).includes(column),
    )
  );
}

/** A key of other rows, or a name that is called by what somebody did: `directed_by`. */
function isOfOthers({ table, column: { name } }: Field): boolean {
  return table.foreignKeys.some(({ columns }) => columns.includes(name)) || /_by$/iu.test(name);
}
