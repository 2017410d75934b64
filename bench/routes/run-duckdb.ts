import { DuckDBInstance } from '@duckdb/node-api';

/** `node run-duckdb.ts SQL`: runs a statement, as DuckDB's own command line would. */
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(process.argv[2] ?? '');
