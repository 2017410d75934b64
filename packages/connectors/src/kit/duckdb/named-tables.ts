import { quoteText } from './quote.ts';

/** A query whose one value is DuckDB's own parse of another, as JSON. */
export function parseStatement(sql: string): string {
  return `SELECT json_serialize_sql(${quoteText(sql)})::VARCHAR`;
}

/**
 * Names of tables in DuckDB's own parse of a query (json_serialize_sql), those of WITH included; none
 * when it is no query, which DuckDB says better itself.
 */
export function namedTables(parsed: unknown): readonly string[] {
  const names = new Set<string>();
  const open: unknown[] = [parsed];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const table = 'type' in node && node.type === 'BASE_TABLE' && 'table_name' in node;
    if (table && typeof node.table_name === 'string') names.add(node.table_name);
    open.push(...Object.values(node));
  }
  return [...names];
}
