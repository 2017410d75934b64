import { invariant, mysqlSession, type Column } from '@ai-etl/core';
import mysql from 'mysql2/promise';
import { quoteIdentifier } from '../dialects/mysql/literal.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

/** A MariaDB or MySQL that holds the hostile rows, asked for values as their text. */
export interface MysqlRows {
  query(sql: string): Promise<readonly (readonly Cell[])[]>;
  close(): Promise<void>;
}

/** Fills the empty database `name` behind `url`, which stands for the golden tables' `shop`. */
export async function openMysqlRows(url: string, name: string): Promise<MysqlRows> {
  const connection = await mysql.createConnection({
    uri: url,
    database: name,
    rowsAsArray: true,
    typeCast: (field) => field.string(),
  });
  for (const statement of mysqlSession) await connection.query(statement);
  const database = quoteIdentifier(name);
  for (const [table, schema] of Object.entries(goldenTables)) {
    const path = `${database}.${quoteIdentifier(table)}`;
    await connection.query(`CREATE TABLE ${path} (${schema.map(columnText).join(', ')})`);
    const places = schema.map(() => '?').join(', ');
    for (const cells of hostileRows[table] ?? []) {
      const values = cells.map((cell, index) => stored(cell, schema[index]?.type.kind));
      await connection.query(`INSERT INTO ${path} VALUES (${places})`, values);
    }
  }
  return {
    async query(sql) {
      const [rows] = await connection.query<mysql.RowDataPacket[][]>(
        sql.replaceAll('`shop`', database),
      );
      // A statement without rows, such as SET, answers something else.
      return Array.isArray(rows) ? rows.map((row) => row.map(textOf)) : [];
    },
    close: () => connection.end(),
  };
}

function textOf(value: unknown): Cell {
  invariant(value === null || typeof value === 'string', 'typeCast gives every value as text');
  return value;
}

/** Types by which a database may hold such values, the treacherous ones where there is a choice. */
function columnText({ name, type, nullable }: Column): string {
  return `${quoteIdentifier(name)} ${typeText(name, type)} ${nullable ? 'NULL' : 'NOT NULL'}`;
}

function typeText(name: string, type: Column['type']): string {
  switch (type.kind) {
    case 'bool':
      return 'TINYINT(1)';
    case 'int32':
      return name === 'quantity' ? 'INT UNSIGNED' : 'INT';
    case 'int64':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'float64':
      return 'DOUBLE';
    case 'text':
      return collations[name] ?? 'TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';
    case 'date':
      return 'DATE';
    case 'timestamp':
    case 'timestamptz':
      return 'DATETIME(6)';
    case 'uuid':
      return 'CHAR(36) CHARACTER SET latin1 COLLATE latin1_swedish_ci';
    default:
      invariant(false, `golden tables have no ${type.kind}`);
  }
}

const collations: Readonly<Record<string, string>> = {
  p: 'VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
  status: 'VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci',
};

/** True is any number but 0. */
function stored(cell: Cell, kind: Column['type']['kind'] | undefined): Cell {
  if (cell === null) return null;
  if (kind === 'bool') return cell === 'true' ? '2' : '0';
  return kind === 'timestamptz' ? cell.replace(/\+00$/, '') : cell;
}
