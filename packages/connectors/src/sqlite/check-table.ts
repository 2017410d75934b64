import {
  diagnostic,
  type Diagnostic,
  type SchemaChange,
  type TablePlanRequest,
} from '@ai-etl/core';
import { checkFilled, namesOfTable } from '../kit/table-findings.ts';
import { mainSchema } from './quote.ts';

/** SQLite takes longer names; no other system of ours does. */
const longestNameBytes = 255;
/** https://sqlite.org/limits.html */
const mostColumns = 2000;

/** Findings about a table that will be made; a file has one schema. Pure. */
export function checkNew(request: TablePlanRequest): readonly Diagnostic[] {
  const { object, path } = request;
  const found = checkNames(namesOfTable(request, []), path);
  if (Buffer.byteLength(object.name) > longestNameBytes) found.push(tooLong(object.name, path));
  if ((object.schema ?? mainSchema) !== mainSchema) {
    const message = `A SQLite file has no schema ${object.schema}.`;
    found.push(diagnostic('TYPE_NOT_SUPPORTED', path, message, 'Leave the schema out.'));
  }
  if (/^sqlite_/i.test(object.name)) {
    const message = 'Names that begin with sqlite_ are kept by SQLite.';
    found.push(diagnostic('TYPE_NOT_SUPPORTED', path, message, 'Choose another one.'));
  }
  return found;
}

/** Names of the columns of one table; those that differ in case only are one name to SQLite. */
function checkNames(names: readonly string[], path: string): Diagnostic[] {
  const found = names
    .filter((name) => Buffer.byteLength(name) > longestNameBytes)
    .map((name) => tooLong(name, path));
  if (names.length > mostColumns) {
    const message = `SQLite tables have at most ${mostColumns} columns.`;
    found.push(diagnostic('TYPE_NOT_SUPPORTED', path, message, 'Leave some out.'));
  }
  for (const same of Map.groupBy(names, (name) => name.toLowerCase()).values()) {
    if (same.length < 2) continue;
    const message = `The columns ${same.join(' and ')} are one name to SQLite.`;
    found.push(diagnostic('TYPE_NOT_SUPPORTED', path, message, 'Rename one of them.'));
  }
  return found;
}

function tooLong(name: string, path: string): Diagnostic {
  const message = `The name ${name} is longer than ${longestNameBytes} bytes.`;
  return diagnostic('TYPE_NOT_SUPPORTED', path, message, 'Choose a shorter one.');
}

/** Findings about a table that is there and the changes planned for it. Pure. */
export function checkExisting(
  request: TablePlanRequest,
  changes: readonly SchemaChange[],
): readonly Diagnostic[] {
  const { existing, path } = request;
  if (existing === null) return [];
  const isAltered = existing.kind === 'table' && changes.some((one) => one.change === 'added');
  return [
    ...(isAltered ? checkNames(namesOfTable(request, changes), path) : []),
    ...checkFilled(request),
  ];
}
