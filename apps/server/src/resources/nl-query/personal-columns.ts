import {
  AiEtlError,
  detectSemanticType,
  type ConnectorSession,
  type Expression,
  type Query,
  type QueryTable,
  type SemanticFinding,
} from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';

/** Columns of a query that hold personal data, by `keyOf`. */
export type PersonalColumns = ReadonlyMap<string, SemanticFinding>;

/** As many as a preview judges a column by. */
const rowsToUnderstand = 200;

/**
 * Judges the columns that a query uses by their names and by rows that the question had no hand in:
 * none of its conditions can make a column of addresses look like one of words.
 */
export async function personalColumns(
  session: ConnectorSession,
  query: Query,
  { print, timeoutMs }: { readonly print: QueryOptions; readonly timeoutMs: number },
): Promise<PersonalColumns> {
  const used = new Set(columnsIn(query).map(({ name }) => name));
  const found = new Map<string, SemanticFinding>();
  for (const table of tablesOf(query)) {
    const schema = table.schema.filter(({ name }) => used.has(name));
    const printed =
      schema.length === 0 ? null : compileQuery(someRows({ ...table, schema }), print);
    if (printed === null || !('sql' in printed)) continue;
    const sample = await session.sample({ sql: printed.sql, limit: rowsToUnderstand, timeoutMs });
    for (const [at, { name, type }] of schema.entries()) {
      const values = sample.rows.flatMap((row) => row[at] ?? []);
      const meaning = detectSemanticType({ name, table: table.object.name, type, values });
      if (meaning?.pii === true) found.set(keyOf(table.alias, name), meaning);
    }
  }
  return found;
}

/** What an expression shows of a person; null: nothing. Counts tell nothing of one person. */
export function personalIn(
  expression: Expression,
  query: Query,
  personal: PersonalColumns,
): SemanticFinding | null {
  for (const column of columnsIn(expression)) {
    const aliases = column.table === undefined ? tablesOf(query).map(aliasOf) : [column.table];
    for (const alias of aliases) {
      const meaning = personal.get(keyOf(alias, column.name));
      if (meaning !== undefined) return meaning;
    }
  }
  return null;
}

/**
 * Hidden values could be guessed, one question after the other, by what they select and by how they
 * sort what is shown. Throws PERMISSION_DENIED. Whether a value is there at all may be asked.
 */
export function refuseGuesses(query: Query, personal: PersonalColumns): void {
  const selected = new Map(query.select.map(({ name, expression }) => [name, expression]));
  const conditions = [
    ...query.where,
    ...query.having.flatMap((one) => [
      one,
      ...columnsIn(one).flatMap(({ name }) => selected.get(name) ?? []),
    ]),
  ];
  const isPersonal = (one: Expression): boolean => personalIn(one, query, personal) !== null;
  if (conditions.some(isPersonal)) throw hidden('filtered');
  const first = query.orderBy[0]?.by;
  const sorts = query.groupBy === null && first !== undefined && isPersonal(first);
  if (sorts && !query.select.every((one) => isPersonal(one.expression))) throw hidden('sorted');
}

interface NamedColumn {
  readonly table?: string;
  readonly name: string;
}

/** All columns within, but for those that are only counted or looked whether they are there. */
function columnsIn(node: unknown): readonly NamedColumn[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn);
  if (typeof node !== 'object' || node === null) return [];
  const kind: unknown = Reflect.get(node, 'kind');
  const name: unknown = Reflect.get(node, 'name');
  const table: unknown = Reflect.get(node, 'table');
  if (kind === 'column' && typeof name === 'string') {
    return [typeof table === 'string' ? { table, name } : { name }];
  }
  const operands = [Reflect.get(node, 'operand'), Reflect.get(node, 'args')].flat();
  const isPresence = kind === 'is_null' || (kind === 'call' && name === 'count');
  if (isPresence && operands.every(isColumnOrNothing)) return [];
  return Object.values(node).flatMap(columnsIn);
}

function isColumnOrNothing(node: unknown): boolean {
  return node === undefined || Reflect.get(Object(node), 'kind') === 'column';
}

function someRows(table: QueryTable): Query {
  return {
    from: table,
    joins: [],
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

function tablesOf(query: Query): readonly QueryTable[] {
  return [query.from, ...query.joins.map((join) => join.table)];
}

function aliasOf({ alias }: QueryTable): string {
  return alias;
}

function keyOf(alias: string, column: string): string {
  return JSON.stringify([alias, column]);
}

function hidden(how: 'filtered' | 'sorted'): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    `Rows may not be ${how} by personal data, which your role shows masked. It takes the permission data:unmask, or a question without that condition; without "execute" the SQL alone is answered.`,
    { details: [{ field: 'question', error: `rows are ${how} by a column masked for you` }] },
  );
}
