import { didYouMean } from '../../nearest-names.ts';
import type { Source } from '../../spec/source.ts';
import { findTable, tableSchema, type Catalog } from '../../types/catalog.ts';
import { isNumeric, isTemporal, printColumnType } from '../../types/column-type.ts';
import { asColumnType } from '../../expression/inferred-type.ts';
import { describeObject, type ObjectName } from '../../types/object-name.ts';
import type { Findings } from '../findings.ts';
import { literalProblem } from '../literal-text.ts';
import {
  findColumn,
  hiddenSchema,
  reportDuplicates,
  type WorkingSchema,
} from '../working-schema.ts';
import type { Pass, PassContext } from './pass.ts';

/** Finds the columns of every source. */
export const sourceSchemas: Pass = (context) => {
  for (const [index, source] of context.spec.sources.entries()) {
    const path = `sources.${index}`;
    const whole = wholeSchema(context, source, path);
    const schema = chosenColumns(context.findings, { source, path, whole });
    if (!context.schemas.has(source.id)) context.schemas.set(source.id, schema);
    checkIncremental(context.findings, { source, path, whole });
  }
};

function wholeSchema(context: PassContext, source: Source, path: string): WorkingSchema {
  const { environment, findings } = context;
  const connection = environment.connections.get(source.connection);
  if (source.object !== undefined) {
    if (connection === undefined) return hiddenSchema;
    return tableColumns(findings, connection.catalog, {
      object: source.object,
      path: `${path}.object`,
      of: connection.name,
    });
  }
  const described = environment.querySchemas.get(source.id);
  if (described !== undefined) {
    const names = described.map((column) => column.name);
    const field = source.path === undefined ? 'query' : 'path';
    reportDuplicates(names, findings, () => `${path}.${field}`);
    return { columns: described, open: false };
  }
  if (source.path !== undefined) {
    reportUndescribedPath(context, source, `${path}.path`);
  } else if (connection !== undefined) {
    findings.add(
      'QUERY_REJECTED',
      `${path}.query`,
      `"${connection.name}" could not describe the query of "${source.id}", so its columns are unknown.`,
      'run the query there and cure its error',
    );
  }
  return hiddenSchema;
}

function reportUndescribedPath(
  { environment, findings }: PassContext,
  source: Source,
  path: string,
): void {
  const connection = environment.connections.get(source.connection);
  if (connection === undefined) return;
  if (connection.capabilities.paths !== true) {
    const message = `"${connection.name}" has no files, but "${source.id}" names some.`;
    findings.add('ROUTE_NOT_AVAILABLE', path, message, 'read a table or a query');
    return;
  }
  findings.add(
    'QUERY_REJECTED',
    path,
    `"${connection.name}" could not read the files of "${source.id}", so their columns are unknown.`,
    'check the path, and the files',
  );
}

/** The columns of a table in a catalog; reports UNKNOWN_TABLE with the nearest names. */
export function tableColumns(
  findings: Findings,
  catalog: Catalog,
  { object, path, of }: { readonly object: ObjectName; readonly path: string; readonly of: string },
): WorkingSchema {
  const table = findTable(catalog, object);
  if (table !== undefined) return { columns: tableSchema(table), open: false };
  const elsewhere = catalog.tables.filter((one) => one.object.name === object.name);
  const names = catalog.tables.map((one) => describeNear(one.object, object));
  const hint =
    elsewhere.length > 0
      ? `it is in another schema: ${elsewhere.map((one) => describeObject(one.object)).join(', ')}`
      : (didYouMean(describeObject(object), names) ??
        (names.length === 0 ? 'no table is visible to this account' : listTables(names)));
  findings.add(
    'UNKNOWN_TABLE',
    path,
    `There is no table "${describeObject(object)}" in "${of}".`,
    hint,
  );
  return hiddenSchema;
}

/** With the schema only when the wanted name has one, so that slips are near. */
function describeNear(object: ObjectName, wanted: ObjectName): string {
  return wanted.schema === undefined ? object.name : describeObject(object);
}

function listTables(names: readonly string[]): string {
  const rest = names.length > 10 ? ` and ${names.length - 10} more` : '';
  return `tables are ${names.slice(0, 10).join(', ')}${rest}`;
}

interface SourceAt {
  readonly source: Source;
  readonly path: string;
  readonly whole: WorkingSchema;
}

function chosenColumns(findings: Findings, { source, path, whole }: SourceAt): WorkingSchema {
  if (source.columns === undefined) return whole;
  reportDuplicates(source.columns, findings, (index) => `${path}.columns.${index}`);
  const columns = source.columns.map((name, index) =>
    findColumn(whole, name, { path: `${path}.columns.${index}`, of: source.id, findings }),
  );
  return { columns, open: false };
}

function checkIncremental(findings: Findings, { source, path, whole }: SourceAt): void {
  const { incremental } = source;
  if (incremental === undefined) return;
  const at = `${path}.incremental`;
  const { cursor, lag, initial } = incremental;
  const column = findColumn(whole, cursor, { path: `${at}.cursor`, of: source.id, findings });
  const type = asColumnType(column.type);
  if (type === undefined) return;
  if (!isNumeric(type) && !isTemporal(type)) {
    findings.add(
      'TYPE_MISMATCH',
      `${at}.cursor`,
      `The cursor "${cursor}" is ${printColumnType(type)}; it must grow with time.`,
      'use a number, date or timestamp',
    );
    return;
  }
  if (lag !== undefined && !isTemporal(type)) {
    findings.add(
      'TYPE_MISMATCH',
      `${at}.lag`,
      `A lag is a time, but the cursor "${cursor}" is a number.`,
    );
  }
  const problem = initial === undefined ? undefined : literalProblem(initial, type);
  if (problem !== undefined) findings.add('TYPE_MISMATCH', `${at}.initial`, ...problem);
}
