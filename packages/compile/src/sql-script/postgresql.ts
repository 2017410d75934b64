import { quoteIdentifier, quoteText } from '../dialects/postgresql/literal.ts';
import { publishStaged, type ScriptDialect } from './script-dialect.ts';

/** One transaction. Variables are settings, so that any client can run the script. */
export const postgresqlScript: ScriptDialect = {
  name: 'postgresql',
  usage: ({ file, given }) => [
    ...given.map(({ name, text }) => `export PGOPTIONS="$PGOPTIONS -c ai_etl.${name}=${text}"`),
    `psql --set ON_ERROR_STOP=1 --file ${file} "postgresql://user:password@host:5432/database"`,
  ],
  hasDefaults: true,
  session: (schema) => [
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET IntervalStyle = 'postgres'",
    'SET extra_float_digits = 1',
    'SET standard_conforming_strings = on',
    `SET search_path = ${quoteIdentifier(schema)}`,
  ],
  variables: (parameters) =>
    parameters.flatMap(({ name, value }) => {
      if (value === undefined) return [];
      const setting = quoteText(`ai_etl.${name}`);
      return [
        `SELECT set_config(${setting}, coalesce(current_setting(${setting}, true), ${quoteText(value)}), false)`,
      ];
    }),
  transaction: { begin: 'BEGIN ISOLATION LEVEL REPEATABLE READ', commit: 'COMMIT' },
  createsOutside: false,
  create: ({ createSql, table, staging, names }) => [
    createSql,
    `CREATE TEMPORARY TABLE ${staging} ON COMMIT DROP AS\nSELECT ${names.join(', ')} FROM ${table} LIMIT 0`,
  ],
  assert({ from, isBroken, message }) {
    const body = ` BEGIN\nIF EXISTS (SELECT 1 FROM ${from} AS m WHERE ${isBroken}) THEN\n  RAISE EXCEPTION USING MESSAGE = ${quoteText(message)};\nEND IF;\nEND `;
    const tag = freeTag(body);
    return `DO ${tag}${body}${tag}`;
  },
  publish: (target) => [
    // Other writers wait, readers do not; TRUNCATE would show readers an empty table.
    `LOCK TABLE ${target.table} IN SHARE ROW EXCLUSIVE MODE`,
    ...publishStaged(target),
  ],
  cleanUp: () => [],
};

/** A dollar quote that the text does not hold. */
function freeTag(text: string): string {
  let tag = '$check$';
  for (let count = 2; text.includes(tag); count += 1) tag = `$check${count}$`;
  return tag;
}
