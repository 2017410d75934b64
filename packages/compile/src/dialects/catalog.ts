import type { DialectName } from '@ai-etl/core';
import { clickhouse } from './clickhouse/clickhouse.ts';
import type { Dialect } from './dialect.ts';
import { duckdb } from './duckdb/duckdb.ts';
import { mysql } from './mysql/mysql.ts';
import { postgresql } from './postgresql/postgresql.ts';
import { sqlite } from './sqlite/sqlite.ts';

/** Every dialect there is; a new name in core's DialectName fails to compile until it is here. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  postgresql,
  clickhouse,
  duckdb,
  mysql,
  sqlite,
};
