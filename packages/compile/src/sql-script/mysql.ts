import { mysqlSession } from '@ai-etl/core';
import { quoteIdentifier, quoteText } from '../dialects/mysql/literal.ts';
import { failing } from '../dialects/mysql/fail.ts';
import {
  cascades,
  deleteMissing,
  insertStaged,
  otherNames,
  sameKeys,
  type Assertion,
  type ScriptDialect,
  type ScriptTarget,
} from './script-dialect.ts';

/**
 * One transaction of InnoDB for MySQL and MariaDB. Tables are made before it, since CREATE TABLE
 * commits; staging tables belong to the session. Variables are the session's.
 */
export const mysqlScript: ScriptDialect = {
  name: 'mysql',
  usage: ({ file, given }) => {
    const variables = given.map(({ name, text }) => `@${name} = '${text}'`).join(', ');
    const command = variables === '' ? '' : `--init-command="SET ${variables}" `;
    return [`mysql ${command}--host=… --user=… --password < ${file}`];
  },
  hasDefaults: true,
  session: (schema) => [
    ...mysqlSession,
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    `USE ${quoteIdentifier(schema)}`,
  ],
  variables: (parameters, keys) => [
    ...parameters.flatMap(({ name, value }) =>
      value === undefined ? [] : [`SET @${name} = COALESCE(@${name}, ${quoteText(value)})`],
    ),
    ...[...parameters.filter(({ value }) => value === undefined), ...keys].map(({ name }) =>
      mysqlScript.assert({
        from: `(SELECT @${name} IS NULL AS missing)`,
        isBroken: 'm.missing',
        message: `The variable @${name} is not set, see the top of this script.`,
      }),
    ),
  ],
  transaction: { begin: 'START TRANSACTION WITH CONSISTENT SNAPSHOT', commit: 'COMMIT' },
  createsOutside: true,
  create: (target) => [
    target.createSql,
    `DROP TEMPORARY TABLE IF EXISTS ${target.staging}`,
    `CREATE TEMPORARY TABLE ${target.staging} LIKE ${target.table}`,
    ...indexKeys(target),
  ],
  // There is no statement that fails by itself: the number of broken rows overflows.
  assert: ({ from, isBroken, message }) =>
    `SELECT CASE WHEN m.broken = 0 THEN 0 ELSE ${failing(message, ['m.broken'])} END AS broken\nFROM (SELECT COUNT(*) AS broken FROM ${from} AS m WHERE ${isBroken}) AS m`,
  publish,
  cleanUp: ({ staging }) => [`DROP TEMPORARY TABLE IF EXISTS ${staging}`],
};

function publish(target: ScriptTarget): readonly string[] {
  const { table, staging, mode, deletesMissing } = target;
  switch (mode) {
    case 'append':
      return [insertStaged(target)];
    case 'replace':
      return [mysqlScript.assert(childrenOf(target)), `DELETE FROM ${table}`, insertStaged(target)];
    case 'merge': {
      const assignments = otherNames(target).map((name) => `t.${name} = s.${name}`);
      return [
        ...(deletesMissing ? [deleteMissing(target, `DELETE t FROM ${table} AS t`)] : []),
        ...(assignments.length === 0
          ? []
          : [
              `UPDATE ${table} AS t JOIN ${staging} AS s ON ${sameKeys(target)} SET ${assignments.join(', ')}`,
            ]),
        insertStaged(target, {
          where: `\nWHERE NOT EXISTS (SELECT 1 FROM ${table} AS t WHERE ${sameKeys(target)})`,
        }),
      ];
    }
  }
}

/** DELETE of all rows would reach into tables whose foreign keys say so. */
function childrenOf({ id, object: { schema = '', name } }: ScriptTarget): Assertion {
  return {
    from: `(SELECT 1 FROM information_schema.referential_constraints WHERE unique_constraint_schema = ${quoteText(schema)} AND referenced_table_name = ${quoteText(name)} AND table_name <> referenced_table_name AND delete_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT'))`,
    isBroken: 'TRUE',
    message: cascades(id),
  };
}

/** Without an index each row would be looked for in all of the staging table. */
function indexKeys({ mode, keys, columns, staging }: ScriptTarget): readonly string[] {
  const [key] = keys;
  if (mode !== 'merge' || key === undefined) return [];
  const native = columns.find(({ source }) => quoteIdentifier(source.name) === key)?.nativeType;
  // Texts without a length are indexed by how they begin.
  const part = /(?:text|blob)$/i.test(native?.split(/[\s(]/u)[0] ?? '') ? `${key}(128)` : key;
  return [`ALTER TABLE ${staging} ADD INDEX (${part})`];
}
