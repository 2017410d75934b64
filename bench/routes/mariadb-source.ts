import { timeShell } from '../shell.ts';
import { ensureConnection } from '../connections.ts';
import type { RouteWorld } from './route-case.ts';

const database = 'bench';

/** Reads one statement from stdin or `-e`, in the database of the benchmark. */
export const mariadbClient =
  'mariadb --no-defaults -h "$MY_HOST" -P "$MY_PORT" -u "$MY_USER" --default-character-set=utf8mb4';

/** What `mariadbClient` reads. */
export function mariadbEnvironment({ mariadb }: RouteWorld): Readonly<Record<string, string>> {
  return {
    MY_HOST: mariadb.host,
    MY_PORT: String(mariadb.port),
    MY_USER: mariadb.user,
    MYSQL_PWD: mariadb.password,
  };
}

/**
 * Makes a table by `create` and fills it by `insert`, unless it is there with that many rows. Its rows
 * are a function of their number alone.
 */
export async function prepareMariadbTable(
  world: RouteWorld,
  table: { readonly name: string; readonly rows: number; create: string; insert: string },
): Promise<void> {
  const mark = `rows=${table.rows}`;
  const environment = mariadbEnvironment(world);
  await timeShell(`${mariadbClient} -e "$SQL"`, {
    ...environment,
    SQL: `CREATE DATABASE IF NOT EXISTS ${database}`,
  });
  // The comment is set last, so a table that was not filled to its end is made anew.
  await timeShell(
    `found=$(${mariadbClient} --batch --skip-column-names -e "$FIND"); [ "$found" = "$MARK" ] || ${mariadbClient} ${database} -e "$SQL"`,
    {
      ...environment,
      MARK: mark,
      FIND: `SELECT table_comment FROM information_schema.tables WHERE table_schema = '${database}' AND table_name = '${table.name}'`,
      SQL: `DROP TABLE IF EXISTS ${table.name}; CREATE TABLE ${table.name} ${table.create}; INSERT INTO ${table.name} ${table.insert}; ANALYZE TABLE ${table.name}; ALTER TABLE ${table.name} COMMENT '${mark}'`,
    },
  );
}

/** `mariadb --batch` with a statement: lines of TabSeparated, NULL as the word NULL. */
export function mariadbRows(sql: string): string {
  return `${mariadbClient} ${database} --quick --batch --skip-column-names -e "${sql}"`;
}

/** The connection to it. */
export async function mysqlConnection({ stack, mariadb }: RouteWorld): Promise<string> {
  return await ensureConnection(stack, `bench mariadb ${mariadb.port}`, 'mysql', {
    host: mariadb.host,
    port: mariadb.port,
    database,
    user: mariadb.user,
    password: mariadb.password,
    ssl_mode: 'disable',
  });
}
