import { csvClickhouse } from './csv-clickhouse.ts';
import { mysqlClickhouse } from './mysql-clickhouse.ts';
import { parquetPostgresql } from './parquet-postgresql.ts';
import { postgresqlParquet } from './postgresql-parquet.ts';
import type { RouteCase } from './route-case.ts';
import { threeSourceJoin } from './three-source-join.ts';

/** All cases of `npm run bench -- routes`, in the order in which they run. */
export const cases: readonly RouteCase[] = [
  csvClickhouse,
  parquetPostgresql,
  mysqlClickhouse,
  postgresqlParquet,
  threeSourceJoin,
];
