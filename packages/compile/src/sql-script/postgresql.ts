import { quoteIdentifier, quoteText } from '../dialects/postgresql/literal.ts';
import {
  cascades,
  publishStaged,
  type Assertion,
  type ScriptDialect,
  type ScriptTarget,
} from './script-dialect.ts';

/** One transaction. Variables are settings, so that any client can run the script. */
export const postgresqlScript: ScriptDialect = {
  name: 'postgresql',
  usage: ({ file, given }) => [
    ...given.map(({ name, text }) => `export PGOPTIONS="$PGOPTIONS -c ai_etl.${name}=${text}"`),
    `psql --set ON_ERROR_STOP=1 --file ${file} "postgresql://user:password@host:5432/database"`,
  ],
  hasDefaults: true,
  session: (schema) => [
    "SET client_encoding = 'UTF8'",
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET IntervalStyle = 'postgres'",
    'SET extra_float_digits = 1',
    "SET bytea_output = 'hex'",
    'SET standard_conforming_strings = on',
    `SET search_path = ${quoteIdentifier(schema)}, public`,
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
  // No cast from text to an enum or inet is implicit; one to varchar(n) would cut, unlike none.
  value: ({ source: { name, type }, nativeType }) => {
    const column = quoteIdentifier(name);
    const isAsItIs = !/^(text|json)$/.test(type.kind) || /^(text|character)\b/.test(nativeType);
    return isAsItIs || nativeType === type.kind ? column : `${column}::text::${nativeType}`;
  },
  assert,
  publish: (target) => [
    // Other writers wait, readers do not; TRUNCATE would show readers an empty table.
    `LOCK TABLE ${target.table} IN SHARE ROW EXCLUSIVE MODE`,
    ...publishStaged(target, {
      overriding: ' OVERRIDING SYSTEM VALUE',
      emptying: (statement) => [
        assert(childrenOf(target)),
        // Off, rows that a policy hides are an error; on, they would stay.
        'SET LOCAL row_security = off',
        statement,
        'SET LOCAL row_security = on',
      ],
      // A trigger or a rule may leave rows out without a word.
      counted: (statement, expected) => counted(statement, { expected, id: target.id }),
    }),
  ],
  cleanUp: () => [],
};

function assert({ from, isBroken, message }: Assertion): string {
  const body = ` BEGIN\nIF EXISTS (SELECT 1 FROM ${from} AS m WHERE ${isBroken}) THEN\n  RAISE EXCEPTION USING MESSAGE = ${quoteText(message)};\nEND IF;\nEND `;
  const tag = freeTag(body);
  return `DO ${tag}${body}${tag}`;
}

function counted(
  statement: string,
  { expected, id }: { readonly expected: string; readonly id: string },
): string {
  const message = quoteText(
    `A trigger or a rule of ${id} kept rows out, or changed others. Nothing was published.`,
  );
  const body = `\nDECLARE\n  expected bigint := (${expected});\n  changed bigint;\nBEGIN\n${statement};\nGET DIAGNOSTICS changed = ROW_COUNT;\nIF changed <> expected THEN\n  RAISE EXCEPTION USING MESSAGE = ${message};\nEND IF;\nEND `;
  const tag = freeTag(body);
  return `DO ${tag}${body}${tag}`;
}

/** DELETE of all rows would reach into tables whose foreign keys say so. */
function childrenOf({ id, table }: ScriptTarget): Assertion {
  return {
    from: `(SELECT 1 FROM pg_constraint WHERE contype = 'f' AND confrelid = ${quoteText(table)}::regclass AND conrelid <> confrelid AND confdeltype IN ('c', 'n', 'd'))`,
    isBroken: 'true',
    message: cascades(id),
  };
}

/** A dollar quote that the text does not hold. */
function freeTag(text: string): string {
  let tag = '$check$';
  for (let count = 2; text.includes(tag); count += 1) tag = `$check${count}$`;
  return tag;
}
