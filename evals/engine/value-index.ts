import { isInteger, type Catalog, type ConnectorSession, type DialectName } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import { areYesNoNumbers } from '@ai-etl/planner';

/** A text value and a column that holds it. */
export interface HeldValue {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** As it is stored. */
  readonly value: string;
}

/** Values by their lower-case text. */
export type ValueIndex = ReadonlyMap<string, readonly HeldValue[]>;

/** Columns with more distinct values are names of things without number: the first ones stand for them. */
const mostValues = 10_000;
const mostColumns = 400;
const longestValue = 120;
const columnTimeoutMs = 2_000;
/** For all columns of a database together. */
const wholeTimeoutMs = 30_000;

export const noValues: ValueIndex = new Map();

/** Reads the distinct values of text columns, and of integers that are 0 and 1 alone; columns that are slow or unreadable are left out. */
export async function indexValues(
  session: ConnectorSession,
  { catalog, dialect }: { readonly catalog: Catalog; readonly dialect: DialectName },
): Promise<ValueIndex> {
  const index = new Map<string, HeldValue[]>();
  const deadline = performance.now() + wholeTimeoutMs;
  for (const { table, column, isNumber, sql } of toldColumns(catalog, dialect)) {
    const leftMs = Math.floor(deadline - performance.now());
    if (leftMs < 50) break;
    try {
      const { rows } = await session.sample({
        sql,
        limit: isNumber ? 3 : mostValues,
        timeoutMs: Math.min(columnTimeoutMs, leftMs),
      });
      // Of numbers only what says yes or no is told.
      if (isNumber && !areYesNoNumbers(rows.flatMap(([value]) => value ?? []))) continue;
      for (const [value] of rows) {
        if (value == null || value === '' || value.length > longestValue) continue;
        const words = value.toLowerCase();
        const held = {
          schema: table.schema ?? catalog.defaultSchema,
          table: table.name,
          column,
          value,
        };
        const known = index.get(words);
        if (known === undefined) index.set(words, [held]);
        else known.push(held);
      }
    } catch {
      // Too slow, or not readable: questions about its values are asked without them.
      continue;
    }
  }
  return index;
}

function toldColumns({ tables }: Catalog, dialect: DialectName) {
  const options = { dialect, now: '1970-01-01T00:00:00Z', timezone: 'UTC' };
  const all = tables.flatMap((table) => table.columns.map((column) => ({ table, column })));
  // Integers take no text's place.
  return [
    ...all.filter(({ column }) => column.type.kind === 'text'),
    ...all.filter(({ column }) => isInteger(column.type)),
  ]
    .slice(0, mostColumns)
    .flatMap(({ table, column }) => {
      const isNumber = isInteger(column.type);
      const printed = compileQuery(
        {
          kind: 'select',
          from: { alias: 't', object: table.object, schema: [column] },
          subqueries: [],
          joins: [],
          where: [],
          groupBy: null,
          having: [],
          select: [
            { name: column.name, expression: { kind: 'column', table: 't', name: column.name } },
          ],
          distinct: true,
          orderBy: [],
          limit: { count: isNumber ? 3 : mostValues, offset: 0 },
        },
        options,
      );
      if (!('sql' in printed)) return [];
      return [{ table: table.object, column: column.name, isNumber, sql: printed.sql }];
    });
}
