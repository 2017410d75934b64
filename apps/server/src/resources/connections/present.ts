import {
  printColumnType,
  type Catalog,
  type CatalogTable,
  type ConnectionTest,
} from '@ai-etl/core';
import type { Connection } from '@ai-etl/store';
import type { CatalogBody, ConnectionBody, TestResult } from './contract.ts';

/** A connection as the API shows it: secrets are named, never shown. */
export function presentConnection(connection: Connection): ConnectionBody {
  const { lastTest, lastTestedAt } = connection;
  return {
    connection_id: connection.id,
    project_id: connection.projectId,
    name: connection.name,
    type: connection.type,
    role: connection.role,
    settings: { ...connection.settings },
    secrets: [...connection.secretNames],
    last_test:
      lastTest === null || lastTestedAt === null
        ? null
        : { ...presentTest(lastTest), tested_at: lastTestedAt },
    created_at: connection.createdAt,
    updated_at: connection.updatedAt,
  };
}

export function presentTest(test: ConnectionTest): TestResult {
  return {
    ok: test.ok,
    latency_ms: test.latencyMs,
    server_version: test.serverVersion,
    checks: test.checks.map(({ name, ok, message }) => ({ name, ok, message })),
  };
}

export function presentCatalog(
  connectionId: string,
  { catalog, takenAtMs }: { readonly catalog: Catalog; readonly takenAtMs: number },
): CatalogBody {
  return {
    connection_id: connectionId,
    default_schema: catalog.defaultSchema,
    taken_at: new Date(takenAtMs).toISOString(),
    tables: catalog.tables.map((table) => presentTable(table, catalog.defaultSchema)),
  };
}

function presentTable(table: CatalogTable, defaultSchema: string): CatalogBody['tables'][number] {
  return {
    schema: table.object.schema ?? defaultSchema,
    name: table.object.name,
    kind: table.kind,
    comment: table.comment ?? null,
    estimated_rows: table.estimatedRows,
    estimated_bytes: table.estimatedBytes,
    primary_key: [...table.primaryKey],
    unique_keys: table.uniqueKeys.map((key) => [...key]),
    foreign_keys: table.foreignKeys.map(({ columns, references, referencedColumns }) => ({
      columns: [...columns],
      references: { schema: references.schema ?? defaultSchema, name: references.name },
      referenced_columns: [...referencedColumns],
    })),
    columns: table.columns.map((column) => ({
      name: column.name,
      type: printColumnType(column.type),
      native_type: column.nativeType,
      nullable: column.nullable,
      comment: column.comment ?? null,
    })),
  };
}
