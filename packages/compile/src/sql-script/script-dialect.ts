import type { DialectName, ObjectName, PlannedColumn, Write } from '@ai-etl/core';
import type { MaskKeyVariable, ParameterVariable } from '../bind/variables.ts';

/** How a dialect's table is filled as a whole or not at all; statements are without their semicolon. */
export interface LoadDialect {
  /** Around everything that must be seen as a whole or not at all; null where there is no transaction. */
  readonly transaction: { readonly begin: string; readonly commit: string } | null;
  /** Whether the table and its staging table are made before the transaction, which they would end. */
  readonly createsOutside: boolean;
  /** The target's table where it is missing, and an empty table beside it. */
  readonly create: (target: ScriptTarget) => readonly string[];
  /** Moves the staged rows into the target. */
  readonly publish: (target: ScriptTarget) => readonly string[];
  /** After the commit; also when something failed. */
  readonly cleanUp: (target: ScriptTarget) => readonly string[];
}

/** How scripts of one dialect are made. */
export interface ScriptDialect extends LoadDialect {
  readonly name: DialectName;
  /** The shell's lines that run the script. */
  readonly usage: (usage: ScriptUsage) => readonly string[];
  /** The session our queries are written for; `schema` is where names of the user's own SQL are looked up. */
  readonly session: (schema: string) => readonly string[];
  /** False: every parameter must be given. True: its default counts where it is not. */
  readonly hasDefaults: boolean;
  /** Sets defaults, and fails where a variable that has none is missing. */
  readonly variables: (
    parameters: readonly ParameterVariable[],
    keys: readonly MaskKeyVariable[],
  ) => readonly string[];
  /** A column of the query as the table's type reads it; absent: INSERT converts by itself. */
  readonly value?: (column: PlannedColumn) => string;
  /** A statement that fails when a row of `from`, named `m`, satisfies the condition. */
  readonly assert: (assertion: Assertion) => string;
}

export interface ScriptUsage {
  readonly file: string;
  /** What is given to it; `text` may stand between the shell's double quotes. */
  readonly given: readonly { readonly name: string; readonly text: string }[];
}

/** One target as statements need it; names are quoted. */
export interface ScriptTarget {
  readonly id: string;
  /** Where it is, without quotes. */
  readonly object: ObjectName;
  /** `CREATE TABLE IF NOT EXISTS …`. */
  readonly createSql: string;
  readonly table: string;
  /** Holds the new rows until they are published. */
  readonly staging: string;
  /** A third table, for dialects that build the next version of the target beside it. */
  readonly next: string;
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly columns: readonly PlannedColumn[];
  readonly mode: Exclude<Write['mode'], 'scd2'>;
  readonly deletesMissing: boolean;
}

export interface Assertion {
  /** A table or a query in parentheses, without its alias. */
  readonly from: string;
  /** Over `m`: `m.measured <> 0`. */
  readonly isBroken: string;
  readonly message: string;
}

/** `t.a = s.a AND t.b = s.b`. */
export function sameKeys({ keys }: ScriptTarget): string {
  return keys.map((key) => `t.${key} = s.${key}`).join(' AND ');
}

/** INSERT of the staged rows; `where` leaves out some of them, as `s`. */
export function insertStaged(
  { table, staging, names }: ScriptTarget,
  { where = '', overriding = '' }: InsertOptions = {},
): string {
  const values = names.map((name) => `s.${name}`).join(', ');
  return `INSERT INTO ${table} (${names.join(', ')})${overriding}\nSELECT ${values} FROM ${staging} AS s${where}`;
}

interface InsertOptions {
  readonly where?: string;
  /** Words between the columns and the rows. */
  readonly overriding?: string;
}

/** DELETE of what the new rows do not have; the same in every dialect with aliases in DELETE. */
export function deleteMissing(
  target: ScriptTarget,
  alias = `DELETE FROM ${target.table} AS t`,
): string {
  return `${alias} WHERE NOT EXISTS (SELECT 1 FROM ${target.staging} AS s WHERE ${sameKeys(target)})`;
}

interface PublishOptions extends Pick<InsertOptions, 'overriding'> {
  /** Around the statement that deletes all rows. */
  readonly emptying?: (statement: string) => readonly string[];
  /** Makes a statement fail unless it changes as many rows as the query `expected` counts before it. */
  readonly counted?: (statement: string, expected: string) => string;
}

/** How a target is published by plain statements, inside of a transaction. */
export function publishStaged(
  target: ScriptTarget,
  {
    overriding = '',
    emptying = (statement) => [statement],
    counted = (statement) => statement,
  }: PublishOptions = {},
): readonly string[] {
  const { table, staging, mode, deletesMissing } = target;
  const insert = (where = ''): string =>
    counted(
      insertStaged(target, { overriding, where }),
      `SELECT COUNT(*) FROM ${staging} AS s${where}`,
    );
  switch (mode) {
    case 'append':
      return [insert()];
    case 'replace':
      return [
        ...emptying(counted(`DELETE FROM ${table}`, `SELECT COUNT(*) FROM ${table}`)),
        insert(),
      ];
    case 'merge': {
      const assignments = otherNames(target).map((name) => `${name} = s.${name}`);
      const update = `UPDATE ${table} AS t SET ${assignments.join(', ')} FROM ${staging} AS s WHERE ${sameKeys(target)}`;
      const met = `SELECT COUNT(*) FROM ${table} AS t JOIN ${staging} AS s ON ${sameKeys(target)}`;
      return [
        ...(deletesMissing
          ? [
              counted(
                deleteMissing(target),
                deleteMissing(target, `SELECT COUNT(*) FROM ${table} AS t`),
              ),
            ]
          : []),
        ...(assignments.length === 0 ? [] : [counted(update, met)]),
        insert(`\nWHERE NOT EXISTS (SELECT 1 FROM ${table} AS t WHERE ${sameKeys(target)})`),
      ];
    }
  }
}

/** Says why a target is not emptied. */
export function cascades(id: string): string {
  return `Replacing the rows of ${id} would delete or change rows of another table, whose foreign key says ON DELETE CASCADE or SET. Nothing was published.`;
}

/** Names of columns that are no keys. */
export function otherNames({ names, keys }: ScriptTarget): readonly string[] {
  return names.filter((name) => !keys.includes(name));
}
