import {
  detectSemanticType,
  expressionsOf,
  nestedQueries,
  queryTables,
  type ConnectorSession,
  type ObjectName,
  type Query,
  type QueryTable,
  type SelectQuery,
  type SemanticFinding,
} from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import { columnsIn } from './columns-in.ts';

/** Columns of tables that hold personal data, by `columnKey`. */
export type PersonalColumns = ReadonlyMap<string, SemanticFinding>;

/** As many as a preview judges a column by. */
const rowsToUnderstand = 200;

/**
 * Judges the columns that a query uses, at any depth, by their names and by rows that the question
 * had no hand in: none of its conditions can make a column of addresses look like one of words.
 */
export async function personalColumns(
  session: ConnectorSession,
  query: Query,
  { print, timeoutMs }: { readonly print: QueryOptions; readonly timeoutMs: number },
): Promise<PersonalColumns> {
  const used = namesIn(query);
  const found = new Map<string, SemanticFinding>();
  for (const table of distinctTables(query)) {
    const schema = table.schema.filter(({ name }) => used.has(name));
    const printed =
      schema.length === 0 ? null : compileQuery(someRows({ ...table, schema }), print);
    if (printed === null || !('sql' in printed)) continue;
    const sample = await session.sample({ sql: printed.sql, limit: rowsToUnderstand, timeoutMs });
    for (const [at, { name, type }] of schema.entries()) {
      const values = sample.rows.flatMap((row) => row[at] ?? []);
      const meaning = detectSemanticType({ name, table: table.object.name, type, values });
      if (meaning?.pii === true) found.set(columnKey(table.object, name), meaning);
    }
  }
  return found;
}

/** A column of a table, wherever and under whatever alias a query reads it. */
export function columnKey({ schema, name }: ObjectName, column: string): string {
  return JSON.stringify([schema ?? null, name, column]);
}

/** Each table once, with the columns that any of its places knows. */
function distinctTables(query: Query): readonly QueryTable[] {
  const tables = new Map<string, QueryTable>();
  for (const one of queryTables(query)) {
    const key = columnKey(one.object, '');
    const known = tables.get(key)?.schema ?? [];
    const more = one.schema.filter(({ name }) => known.every((column) => column.name !== name));
    tables.set(key, { ...one, schema: [...known, ...more] });
  }
  return [...tables.values()];
}

function namesIn(query: Query): ReadonlySet<string> {
  const own = query.kind === 'set' ? [] : expressionsOf(query).flatMap((one) => columnsIn(one));
  const names = own.map(({ name }) => name);
  return new Set([...names, ...nestedQueries(query).flatMap((one) => [...namesIn(one)])]);
}

function someRows(table: QueryTable): SelectQuery {
  return {
    kind: 'select',
    from: table,
    joins: [],
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    select: table.schema.map(({ name }) => ({
      name,
      expression: { kind: 'column', table: table.alias, name },
    })),
    distinct: false,
    orderBy: [],
    limit: { count: rowsToUnderstand, offset: 0 },
  };
}
