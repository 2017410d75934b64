import { publishStaged, type LoadDialect } from './script-dialect.ts';

/** How exported programs fill SQLite. It has no scripts: its queries need functions of the engine. */
export const sqliteLoad: LoadDialect = {
  transaction: { begin: 'BEGIN IMMEDIATE', commit: 'COMMIT' },
  createsOutside: false,
  create: ({ createSql, table, staging, names }) => [
    createSql,
    `CREATE TEMPORARY TABLE ${staging} AS\nSELECT ${names.join(', ')} FROM ${table} LIMIT 0`,
  ],
  publish: publishStaged,
  // A temporary table ends with its connection.
  cleanUp: () => [],
};
