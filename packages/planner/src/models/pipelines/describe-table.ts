import { printColumnType, printExpression, type CatalogTable } from '@ai-etl/core';
import type { PlannerConnection } from '../../plan-types.ts';
import type { ColumnSample } from '../model-ports.ts';

/** Comments tell what a name does not; a few words do. */
export const shownComment = 120;
const shownValues = 6;
const shownValue = 40;
/** A name of letters, digits and underscores can say nothing but itself. */
const plainName = /^[\p{L}_][\p{L}\p{N}_]{0,62}$/u;

/** A table by its name alone. */
export function nameLine(connection: PlannerConnection, { object }: CatalogTable): string {
  const names = [...(object.schema === undefined ? [] : [object.schema]), object.name];
  return `${JSON.stringify(connection.name)}: ${names.map(shownName).join('.')}`;
}

/** A table with its columns on one line, and values of those of which some are given. */
export function fullLine(
  connection: PlannerConnection,
  table: CatalogTable,
  samples: readonly ColumnSample[] = [],
): string {
  const columns = table.columns.map((column) => {
    const { name, type, nullable, comment } = column;
    const key = table.primaryKey.includes(name) ? ' key' : '';
    const foreign = table.foreignKeys.find(
      (one) => one.columns.length === 1 && one.columns[0] === name,
    );
    const to = foreign === undefined ? '' : ` -> ${shownName(foreign.references.name)}`;
    const own = calledSo(column.aliases);
    const held = valuesOf(samples.find((one) => one.column === name));
    return `${shownName(name)} ${printColumnType(type)}${key}${nullable ? '?' : ''}${to}${said(comment)}${own}${held}`;
  });
  const own = calledSo([
    ...(table.aliases ?? []),
    ...(table.namedConditions ?? []).map(
      ({ term, condition }) => `${term}: rows where ${printExpression(condition)}`,
    ),
  ]);
  return `${nameLine(connection, table)}${said(table.comment)}${own} (${columns.join(', ')})`;
}

/** Words of the project for it. */
function calledSo(terms: readonly string[] = []): string {
  return terms.length === 0 ? '' : ` called ${JSON.stringify(terms)}`;
}

/** Other names are JSON strings, so that a name cannot look like anything but a name. */
function shownName(name: string): string {
  return plainName.test(name) ? name : JSON.stringify(name);
}

/** As a JSON string on one line, so that a comment cannot look like anything but a comment. */
function said(comment: string | undefined): string {
  return comment === undefined || comment === ''
    ? ''
    : ` ${JSON.stringify(comment.slice(0, shownComment))}`;
}

function valuesOf(sample: ColumnSample | undefined): string {
  const values = (sample?.values ?? []).filter(({ length }) => length <= shownValue);
  if (sample === undefined || values.length === 0) return '';
  const kind = sample.masked ? 'masked values' : 'values';
  return ` ${kind} ${JSON.stringify(values.slice(0, shownValues))}`;
}
