import { invariant, type ColumnType } from '@ai-etl/core';
import {
  DuckDBInstance,
  DuckDBListValue,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import { quoteIdentifier, quoteText } from '../dialects/duckdb/literal.ts';
import { typeName } from '../dialects/duckdb/types.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

/** A DuckDB in memory that holds the hostile rows, asked for values as their text. */
export interface DuckdbRows {
  query(sql: string): Promise<readonly (readonly Cell[])[]>;
  close(): void;
}

/** Creates schema `shop` in an empty database, and fills it. Its session is in UTC, as ours are. */
export async function openDuckdbRows(): Promise<DuckdbRows> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('CREATE SCHEMA shop');
  for (const table of Object.keys(goldenTables)) await fill(table, connection);
  return {
    async query(sql) {
      // Errors of a query come while its rows are read; no read may be left half done.
      const reader = await connection.runAndReadAll(sql);
      return reader.getRows().map((row) => row.map(cellOf));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function cellOf(value: DuckDBValue): Cell {
  if (value === null) return null;
  return value instanceof DuckDBListValue ? JSON.stringify(value.items.map(String)) : String(value);
}

async function fill(table: string, connection: DuckDBConnection): Promise<void> {
  const schema = goldenTables[table] ?? [];
  const name = `shop.${quoteIdentifier(table)}`;
  const columns = schema.map(
    (column) =>
      `${quoteIdentifier(column.name)} ${typeText(column.type)}${column.nullable ? '' : ' NOT NULL'}`,
  );
  await connection.run(`CREATE TABLE ${name} (${columns.join(', ')})`);
  const rows = (hostileRows[table] ?? []).map(
    (cells) => `(${cells.map((cell) => (cell === null ? 'NULL' : quoteText(cell))).join(', ')})`,
  );
  await connection.run(`INSERT INTO ${name} VALUES ${rows.join(', ')}`);
}

function typeText(type: ColumnType): string {
  const name = typeName(type);
  invariant(name !== undefined, 'golden tables have types of DuckDB');
  return name;
}
