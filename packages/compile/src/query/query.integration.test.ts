import { checkQuery, dialectNames, messageOf, type DialectName, type Query } from '@ai-etl/core';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileQuery } from '../compile-query.ts';
import { canonicalRows } from '../differential/canonical.ts';
import { openEngines, type Engines } from '../testing/open-engines.ts';
import { arbitraryQuery } from './arbitrary-query.test-data.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await openEngines();
});
afterAll(async () => engines.close());

const schemas: Readonly<Partial<Record<DialectName, string>>> = { clickhouse: '`shop`' };

function textOf(query: Query, dialect: DialectName): string {
  const printed = compileQuery(query, { dialect, now: '2024-03-15T12:00:00Z', timezone: 'UTC' });
  return 'sql' in printed ? `${dialect}: ${printed.sql}` : JSON.stringify(printed.diagnostics);
}

/** Rows as sorted lines; what went wrong, with the text, otherwise. */
async function rowsOf(query: Query, dialect: DialectName): Promise<readonly string[] | null> {
  const printed = compileQuery(query, { dialect, now: '2024-03-15T12:00:00Z', timezone: 'UTC' });
  if (!('sql' in printed)) return [JSON.stringify(printed.diagnostics)];
  const database = engines[dialect];
  if (database === undefined) return null;
  try {
    // Their readers look for the quoted name, in whose place a database of their own stands.
    const sql = printed.sql.replaceAll(/\bshop\./gu, `${schemas[dialect] ?? 'shop'}.`);
    return canonicalRows(await database.query(sql), printed.columns);
  } catch (error) {
    // DuckDB 1.5.6 fails within itself on some filters over a row number; nobody's rows are wrong.
    if (dialect === 'duckdb' && messageOf(error).includes('INTERNAL Error')) return null;
    return [`${messageOf(error)}\n${printed.sql}`];
  }
}

describe('any valid query', () => {
  it('gives the same rows in every dialect', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryQuery(), async (query) => {
        expect(checkQuery(query)).toEqual([]);
        const expected = await rowsOf(query, 'postgresql');
        for (const dialect of dialectNames) {
          const rows = await rowsOf(query, dialect);
          if (rows === null) continue;
          expect(rows, textOf(query, dialect)).toEqual(expected);
          compared += rows.length;
        }
      }),
      { numRuns: 150, seed: Number(process.env['AI_ETL_QUERY_SEED'] ?? 5) },
    );
    expect(compared).toBeGreaterThan(1000);
  }, 240_000);
});
