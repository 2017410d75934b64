import { DatabaseSync } from 'node:sqlite';
import {
  invariant,
  isInteger,
  registerSqliteFunctions,
  type ColumnType,
  type SqliteValue,
} from '@ai-etl/core';
import { quoteIdentifier } from '../dialects/sqlite/literal.ts';
import { typeName } from '../dialects/sqlite/types.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

/** A SQLite in memory that holds the hostile rows, asked for values as their text. */
export interface SqliteRows {
  query(sql: string): Promise<readonly (readonly Cell[])[]>;
  close(): void;
}

/** Attaches an empty database as `shop`, fills it, and registers our functions. */
export function openSqliteRows(): SqliteRows {
  const database = new DatabaseSync(':memory:');
  database.exec("ATTACH ':memory:' AS shop");
  registerSqliteFunctions(database);
  for (const table of Object.keys(goldenTables)) fill(table, database);
  return {
    // Async, so that a failed query is a rejected promise, as the servers' are.
    async query(sql) {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      statement.setReturnArrays(true);
      const rows: unknown = statement.all();
      invariant(Array.isArray(rows), 'rows are an array');
      return rows.map((row: unknown) => {
        invariant(Array.isArray(row), 'a row is an array');
        return row.map(cellOf);
      });
    },
    close: () => database.close(),
  };
}

function cellOf(value: unknown): Cell {
  if (value === null || typeof value === 'string') return value;
  invariant(typeof value === 'bigint' || typeof value === 'number', 'hostile rows hold no bytes');
  return String(value);
}

function fill(table: string, database: DatabaseSync): void {
  const schema = goldenTables[table] ?? [];
  const name = `shop.${quoteIdentifier(table)}`;
  const columns = schema.map(
    (column) =>
      `${quoteIdentifier(column.name)} ${typeName(column.type) ?? 'TEXT'}${column.nullable ? '' : ' NOT NULL'}`,
  );
  database.exec(`CREATE TABLE ${name} (${columns.join(', ')})`);
  const insert = database.prepare(
    `INSERT INTO ${name} VALUES (${schema.map(() => '?').join(', ')})`,
  );
  for (const cells of hostileRows[table] ?? []) {
    insert.run(...schema.map(({ type }, index) => stored(cells[index] ?? null, type)));
  }
}

/** The stored form of a cell. */
function stored(cell: Cell, type: ColumnType): SqliteValue {
  if (cell === null) return null;
  if (isInteger(type)) return BigInt(cell);
  if (type.kind === 'bool') return cell === 'true' ? 1n : 0n;
  if (type.kind === 'float64') return Number(cell);
  return type.kind === 'timestamptz' ? cell.replace(/\+00$/, '') : cell;
}
