import type { Engine, Workload } from '../workload.ts';
import { clickhouseLayout } from './clickhouse.ts';
import { fileLayout } from './files.ts';
import type { Layout } from './layout.ts';
import { postgresqlLayout } from './postgresql.ts';

/** The layout of a workload in an engine. */
export function layoutOf(engine: Engine, workload: Workload): Layout {
  switch (engine) {
    case 'clickhouse':
      return clickhouseLayout(workload);
    case 'postgresql':
      return postgresqlLayout(workload);
    case 'duckdb':
    case 'parquet':
      return fileLayout(engine, workload);
  }
}
