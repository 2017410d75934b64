import { quoteIdentifier, quoteText } from '../dialects/duckdb/literal.ts';
import { publishStaged, type ScriptDialect } from './script-dialect.ts';

/** One transaction. Variables are DuckDB's own. */
export const duckdbScript: ScriptDialect = {
  name: 'duckdb',
  usage: ({ file, given }) => {
    const variables = given.map(({ name, text }) => `-cmd "SET VARIABLE ${name} = '${text}'" `);
    return [`duckdb -bail ${variables.join('')}database.duckdb < ${file}`];
  },
  hasDefaults: true,
  session: (schema) => [
    "SET TimeZone = 'UTC'",
    `SET schema = ${quoteText(quoteIdentifier(schema))}`,
  ],
  variables: (parameters, keys) => [
    ...parameters.flatMap(({ name, value }) =>
      value === undefined
        ? []
        : [`SET VARIABLE ${name} = coalesce(getvariable(${quoteText(name)}), ${quoteText(value)})`],
    ),
    ...[...parameters.filter(({ value }) => value === undefined), ...keys].map(({ name }) =>
      duckdbScript.assert({
        from: `(SELECT getvariable(${quoteText(name)}) IS NULL AS missing)`,
        isBroken: 'm.missing',
        message: `The variable ${name} is not set, see the top of this script.`,
      }),
    ),
  ],
  transaction: { begin: 'BEGIN TRANSACTION', commit: 'COMMIT' },
  createsOutside: false,
  create: ({ createSql, table, staging, names }) => [
    createSql,
    `CREATE OR REPLACE TEMPORARY TABLE ${staging} AS\nSELECT ${names.join(', ')} FROM ${table} LIMIT 0`,
  ],
  assert: ({ from, isBroken, message }) =>
    `SELECT error(${quoteText(message)}) FROM ${from} AS m WHERE ${isBroken}`,
  publish: publishStaged,
  cleanUp: ({ staging }) => [`DROP TABLE IF EXISTS ${staging}`],
};
