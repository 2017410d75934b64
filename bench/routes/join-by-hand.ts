/**
 * `node join-by-hand.ts <customers> <regions> <orders>`: what one would write by hand. Tab-separated
 * rows from three pipes, joined in DuckDB in memory, as CSV to stdout.
 */
import { DuckDBInstance } from '@duckdb/node-api';

const [customers = '', regions = '', orders = ''] = process.argv.slice(2);

/** A pipe cannot be sniffed or read twice. */
const tsv = (path: string, columns: Readonly<Record<string, string>>): string =>
  `read_csv('${path}', auto_detect = false, header = false, delim = '\t', quote = '', escape = '',
    nullstr = '\\N', columns = ${JSON.stringify(columns).replaceAll('"', "'")})`;

const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
const connection = await instance.connect();
const customerColumns = { id: 'INTEGER', customer: 'VARCHAR', region_id: 'INTEGER' };
await connection.run(`CREATE TABLE customers AS FROM ${tsv(customers, customerColumns)}`);
const regionColumns = { id: 'INTEGER', region: 'VARCHAR' };
await connection.run(`CREATE TABLE regions AS FROM ${tsv(regions, regionColumns)}`);
const orderColumns = {
  id: 'BIGINT',
  customer_id: 'INTEGER',
  amount: 'DECIMAL(12, 2)',
  created_at: 'TIMESTAMP',
};
await connection.run(
  `COPY (SELECT o.id, o.amount, o.created_at, c.customer, r.region
     FROM ${tsv(orders, orderColumns)} AS o JOIN customers AS c ON c.id = o.customer_id
     JOIN regions AS r ON r.id = c.region_id)
   TO '/dev/stdout' (FORMAT csv, HEADER false)`,
);
