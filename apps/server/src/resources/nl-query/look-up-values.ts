import { detectSemanticType, type ConnectorSession, type Query } from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import type { KnownValue, QuestionSchema, ValueLookup } from '@ai-etl/planner';

/** Tables above this are not searched: a question must not scan a huge table unasked. */
const mostRows = 2_000_000;
const mostColumns = 40;
const mostWords = 24;
/** For all columns together: a person waits. */
const limitMs = 3000;

export interface LookupRequest {
  readonly schema: QuestionSchema;
  readonly lookups: readonly ValueLookup[];
  readonly print: QueryOptions;
  /** Else nobody learns from us that a person is in the data. */
  readonly mayUnmask: boolean;
}

/** Looks words up as values of the columns they may belong to; read-only, bounded in time and size. */
export async function lookUpValues(
  session: ConnectorSession,
  { schema, lookups, print, mayUnmask }: LookupRequest,
): Promise<readonly KnownValue[]> {
  const wanted = new Map<string, { column: ValueLookup['columns'][number]; words: Set<string> }>();
  for (const { words, columns } of lookups.slice(0, mostWords)) {
    for (const column of columns) {
      const key = JSON.stringify(column);
      const entry = wanted.get(key) ?? { column, words: new Set() };
      entry.words.add(words.toLowerCase());
      wanted.set(key, entry);
    }
  }
  const found: KnownValue[] = [];
  const deadline = performance.now() + limitMs;
  for (const { column, words } of [...wanted.values()].slice(0, mostColumns)) {
    const leftMs = Math.floor(deadline - performance.now());
    if (leftMs < 50) break;
    const query = valuesQuery(schema, column, { words: [...words], mayUnmask });
    const printed = query === null ? null : compileQuery(query, print);
    if (printed === null || !('sql' in printed)) continue;
    try {
      const { rows } = await session.sample({
        sql: printed.sql,
        limit: 50,
        timeoutMs: Math.min(1000, leftMs),
      });
      for (const [value] of rows) {
        if (value == null || (!mayUnmask && isPersonal(column, value))) continue;
        found.push({ ...column, words: value.toLowerCase(), value });
      }
    } catch {
      // Too slow, or not readable: the words stay as they are, and the answer says so.
      continue;
    }
  }
  return found;
}

/** An address in a column that is called `assignee`: the value tells what the name does not. */
function isPersonal({ table, column }: ValueLookup['columns'][number], value: string): boolean {
  const type = { kind: 'text' } as const;
  return detectSemanticType({ name: column, table, type, values: [value] })?.pii === true;
}

function valuesQuery(
  { tables, defaultSchema }: QuestionSchema,
  { schema, table: name, column }: ValueLookup['columns'][number],
  { words, mayUnmask }: { readonly words: readonly string[]; readonly mayUnmask: boolean },
): Query | null {
  const table = tables.find(
    ({ object }) => object.name === name && (object.schema ?? defaultSchema) === schema,
  );
  const held = table?.columns.find((one) => one.name === column);
  if (table === undefined || held === undefined) return null;
  if (table.estimatedRows === null || table.estimatedRows > mostRows) return null;
  const meaning = detectSemanticType({ name: column, table: name, type: held.type, values: [] });
  if (!mayUnmask && meaning?.pii === true) return null;
  const operand = { kind: 'column', table: 't', name: column } as const;
  return {
    kind: 'select',
    from: { alias: 't', object: table.object, schema: [held] },
    joins: [],
    subqueries: [],
    where: [
      {
        kind: 'in',
        operand: { kind: 'call', name: 'lower', args: [operand] },
        items: words.map((value) => ({ kind: 'literal', type: 'text', value })),
        negated: false,
      },
    ],
    groupBy: null,
    having: [],
    select: [{ name: column, expression: operand }],
    distinct: true,
    orderBy: [],
    limit: { count: 50, offset: 0 },
  };
}
