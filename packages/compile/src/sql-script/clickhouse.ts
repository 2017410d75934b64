import { quoteIdentifier, quoteText } from '../dialects/clickhouse/literal.ts';
import type { Assertion, ScriptDialect, ScriptTarget } from './script-dialect.ts';

/**
 * ClickHouse has no transaction: what a target shall be is built beside it, and one statement shows
 * it, EXCHANGE TABLES or ATTACH PARTITION. Variables are query parameters.
 */
export const clickhouseScript: ScriptDialect = {
  name: 'clickhouse',
  usage: ({ file, given }) => {
    const variables = given.map(({ name, text }) => `--param_${name}="${escaped(text)}" `);
    return [
      `clickhouse client --host … --user … --password ${variables.join('')}--queries-file ${file}`,
    ];
  },
  hasDefaults: false,
  session: (schema) => [
    // NULL must not become 0, nor a date out of range another date.
    'SET insert_null_as_default = 0',
    "SET date_time_overflow_behavior = 'throw'",
    'SET async_insert = 0',
    // Nothing is dropped because it looks like something else, nor because there is much of it.
    'SET optimize_on_insert = 0',
    'SET insert_deduplicate = 0',
    'SET throw_on_max_partitions_per_insert_block = 0',
    'SET max_table_size_to_drop = 0',
    'SET mutations_sync = 2',
    'SET lightweight_deletes_sync = 2',
    `USE ${quoteIdentifier(schema)}`,
  ],
  // A parameter that is not given is an error of the first statement that has it.
  variables: () => [],
  transaction: null,
  createsOutside: true,
  create: ({ createSql, table, staging }) => [
    createSql,
    `DROP TABLE IF EXISTS ${staging}`,
    `CREATE TABLE ${staging} AS ${table}`,
  ],
  assert: ({ from, isBroken, message }) =>
    `SELECT throwIf(count() > 0, ${quoteText(message)}) FROM ${from} AS m WHERE ${isBroken}`,
  publish,
  cleanUp: ({ staging, next, mode }) => [
    `DROP TABLE IF EXISTS ${staging}`,
    ...(mode === 'merge' ? [`DROP TABLE IF EXISTS ${next}`] : []),
  ],
};

/** The client reads what it is given as TabSeparated: a backslash begins an escape there, too. */
function escaped(text: string): string {
  return text.replaceAll('\\\\', '\\\\\\\\').replaceAll('\n', '\\\\n').replaceAll('\t', '\\\\t');
}

/** Rows that others insert while the next table is built would go with the old one. */
function writtenMeanwhile({ id, table, staging, next, keys }: ScriptTarget): Assertion {
  const list = keys.join(', ');
  return {
    from: `(SELECT
  (SELECT count() - countIf((${list}) IN (SELECT ${list} FROM ${staging})) FROM ${table}) AS kept,
  (SELECT count() FROM ${staging}) AS staged,
  (SELECT count() FROM ${next}) AS built)`,
    isBroken: 'm.kept + m.staged <> m.built',
    message: `Somebody wrote into ${id} meanwhile. Nothing was published; run this script again.`,
  };
}

function publish(target: ScriptTarget): readonly string[] {
  const { table, staging, next, keys, mode, deletesMissing } = target;
  switch (mode) {
    case 'append':
      return [`ALTER TABLE ${table} ATTACH PARTITION ALL FROM ${staging}`];
    case 'replace':
      return [`EXCHANGE TABLES ${staging} AND ${table}`];
    case 'merge': {
      const list = keys.join(', ');
      return [
        `DROP TABLE IF EXISTS ${next}`,
        `CREATE TABLE ${next} AS ${table}`,
        ...(deletesMissing
          ? []
          : [
              `ALTER TABLE ${next} ATTACH PARTITION ALL FROM ${table}`,
              `DELETE FROM ${next} WHERE (${list}) IN (SELECT ${list} FROM ${staging})`,
            ]),
        `ALTER TABLE ${next} ATTACH PARTITION ALL FROM ${staging}`,
        ...(deletesMissing ? [] : [clickhouseScript.assert(writtenMeanwhile(target))]),
        `EXCHANGE TABLES ${next} AND ${table}`,
      ];
    }
  }
}
