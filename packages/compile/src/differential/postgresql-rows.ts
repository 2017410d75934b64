import { invariant, type ColumnType } from '@ai-etl/core';
import pg from 'pg';
import { quoteIdentifier } from '../dialects/postgresql/literal.ts';
import { typeName } from '../dialects/postgresql/cast.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

/** A PostgreSQL that holds the hostile rows, asked for values as their text. */
export interface PostgresqlRows {
  query(sql: string): Promise<readonly (readonly Cell[])[]>;
  close(): Promise<void>;
}

/** Creates schema `shop` in the database behind `url`, and fills it. */
export async function openPostgresqlRows(url: string): Promise<PostgresqlRows> {
  const types = { getTypeParser: () => (text: string) => text };
  const client = new pg.Client({ connectionString: url, types, options: '-c TimeZone=UTC' });
  await client.connect();
  await client.query('CREATE SCHEMA shop');
  for (const [table, schema] of Object.entries(goldenTables)) {
    const name = `shop.${quoteIdentifier(table)}`;
    const columns = schema.map(
      (column) =>
        `${quoteIdentifier(column.name)} ${typeText(column.type)}${column.nullable ? '' : ' NOT NULL'}`,
    );
    await client.query(`CREATE TABLE ${name} (${columns.join(', ')})`);
    const places = schema.map((_column, index) => `$${index + 1}`).join(', ');
    for (const cells of hostileRows[table] ?? []) {
      await client.query(`INSERT INTO ${name} VALUES (${places})`, [...cells]);
    }
  }
  return {
    async query(sql) {
      const result = await client.query<Cell[]>({ text: sql, rowMode: 'array' });
      return result.rows;
    },
    close: () => client.end(),
  };
}

function typeText(type: ColumnType): string {
  const name = typeName(type);
  invariant(name !== undefined, 'golden tables have types of PostgreSQL');
  return name;
}
