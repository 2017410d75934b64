import type { Connector } from '@ai-etl/core';
import { clickhouse } from './clickhouse/connector.ts';
import { duckdb } from './duckdb/connector.ts';
import { files } from './files/connector.ts';
import { http } from './http/connector.ts';
import { mysql } from './mysql/connector.ts';
import { postgresql } from './postgresql/connector.ts';
import { sqlite } from './sqlite/connector.ts';

/** Every connector of the product. A new one is a folder and a line here. */
export const connectorCatalog: readonly Connector[] = [
  postgresql,
  clickhouse,
  mysql,
  duckdb,
  sqlite,
  files,
  http,
];

/** Finds a connector by type or alias, whatever its case: `PostgreSQL`, `pg`, `click house`. */
export function findConnector(type: string): Connector | undefined {
  const wanted = type.trim().toLowerCase();
  return connectorCatalog.find(({ spec }) => spec.type === wanted || spec.aliases.includes(wanted));
}
