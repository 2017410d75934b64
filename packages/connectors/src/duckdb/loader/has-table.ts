import type { ObjectName } from '@ai-etl/core';
import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteText } from '../../kit/duckdb/quote.ts';
import { defaultSchema } from '../catalog.ts';

/** True when there is a table of this name in the file. */
export async function hasTable(
  connection: DuckConnection,
  { schema = defaultSchema, name }: ObjectName,
  options: StatementOptions,
): Promise<boolean> {
  const rows = await connection.rows(
    `SELECT 'yes' FROM duckdb_tables() WHERE database_name = current_database()
        AND schema_name = ${quoteText(schema)} AND table_name = ${quoteText(name)}`,
    options,
  );
  return rows.length > 0;
}
