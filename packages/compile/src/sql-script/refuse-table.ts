import { diagnostic, type Diagnostic, type TablePlan } from '@ai-etl/core';

/**
 * What the engine would do to a target's table, or to a value on its way, and an exported program
 * would not. `table` is planned against the table that is there.
 */
export function refuseTable(
  id: string,
  index: number,
  table: TablePlan | undefined,
): readonly Diagnostic[] {
  if (table === undefined) return [];
  return [
    ...refuseAltered(id, index, table),
    ...refuseSetApart(id, table),
    ...refuseLists(id, index, table),
    ...refuseUnbounded(id, index, table),
  ];
}

function refuseAltered(id: string, index: number, { changes = [] }: TablePlan) {
  return changes
    .filter(({ change }) => change === 'added' || change === 'widened')
    .map(({ column, to }) =>
      diagnostic(
        'TARGET_TYPE_MISMATCH',
        `targets.${index}.columns.${column}`,
        `The table of "${id}" has no column ${column} of type ${to ?? 'the new rows'} yet, and an exported program does not alter tables.`,
        'alter the table, or let the engine run the pipeline once',
      ),
    );
}

/** Stored by others, such values would be rounded, or stop the program. */
function refuseSetApart(id: string, { diagnostics }: TablePlan) {
  return diagnostics
    .filter(({ code }) => code === 'ROWS_SET_APART')
    .map(({ path, message }) =>
      diagnostic(
        'TARGET_TYPE_MISMATCH',
        path,
        `${message} Only the engine tells rows of "${id}" apart.`,
        'cast the column in the pipeline to the type of the table, or export an Airflow DAG',
      ),
    );
}

/** Digits beyond the column's would be cut without a word. */
function refuseUnbounded(id: string, index: number, { columns }: TablePlan) {
  return columns
    .filter(
      ({ source: { type }, nativeType }) =>
        type.kind === 'decimal' && type.precision === undefined && /decimal\(/i.test(nativeType),
    )
    .map(({ source, nativeType }) =>
      diagnostic(
        'DECIMAL_UNBOUNDED',
        `targets.${index}.columns.${source.name}`,
        `${source.name} has any number of digits, "${id}" stores ${nativeType}, and only the engine checks that each value fits.`,
        'cast the column to that decimal in the pipeline',
      ),
    );
}

/** ClickHouse has no array that may be NULL: the engine stores its text. */
function refuseLists(id: string, index: number, { columns }: TablePlan) {
  return columns
    .filter(({ source, nativeType }) => source.type.kind === 'list' && nativeType === 'String')
    .map(({ source }) =>
      diagnostic(
        'DIALECT_UNSUPPORTED',
        `targets.${index}.columns.${source.name}`,
        `The list ${source.name} may be NULL, so "${id}" stores it as JSON text, which only the engine writes.`,
        'cast the column to text in the pipeline',
      ),
    );
}
