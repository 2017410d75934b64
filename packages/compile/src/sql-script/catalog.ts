import type { DialectName } from '@ai-etl/core';
import { clickhouseScript } from './clickhouse.ts';
import { duckdbScript } from './duckdb.ts';
import { mysqlScript } from './mysql.ts';
import { postgresqlScript } from './postgresql.ts';
import type { LoadDialect, ScriptDialect } from './script-dialect.ts';
import { sqliteLoad } from './sqlite.ts';

/** Dialects that scripts are written in. SQLite's queries need functions that only the engine has. */
export const scriptDialects: Readonly<Record<DialectName, ScriptDialect | undefined>> = {
  postgresql: postgresqlScript,
  clickhouse: clickhouseScript,
  mysql: mysqlScript,
  duckdb: duckdbScript,
  sqlite: undefined,
};

/** How each dialect's tables are filled, by scripts and by exported programs. */
export const loadDialects: Readonly<Record<DialectName, LoadDialect>> = {
  postgresql: postgresqlScript,
  clickhouse: clickhouseScript,
  mysql: mysqlScript,
  duckdb: duckdbScript,
  sqlite: sqliteLoad,
};
