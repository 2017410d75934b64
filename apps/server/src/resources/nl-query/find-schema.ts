import {
  AiEtlError,
  didYouMean,
  type Assumption,
  type Catalog,
  type CatalogTable,
  type DialectName,
} from '@ai-etl/core';
import { hypotheticalSchema, type QuestionSchema } from '@ai-etl/planner';
import type { Connection, Scope, Store } from '@ai-etl/store';
import type { CatalogCache } from '../../data/catalog-cache.ts';
import type { PreparedSchemas } from '../../data/prepared-schemas.ts';
import { spokenTables } from '../../data/asked-tables.ts';
import type { Connectors } from '../../data/connector-lookup.ts';
import {
  readProjectConnections,
  type ProjectConnectionPorts,
} from '../../planning/project-connections.ts';
import { found } from '../../scope.ts';
import type { NlQueryRequestBody } from './contract.ts';
import { givenSchema } from './given-schema.ts';

export interface SchemaPorts {
  readonly store: Pick<
    Store,
    'connections' | 'identity' | 'glossaries' | 'catalogIndex' | 'verifiedQuestions'
  >;
  readonly project: ProjectConnectionPorts;
  readonly catalogs: CatalogCache;
  readonly connectors: Connectors;
  readonly prepared: PreparedSchemas;
}

/** Tables that a question is read against, and where they are. */
export interface SchemaChoice {
  readonly schema: QuestionSchema;
  readonly dialect: DialectName;
  /** null: of nobody's; nothing can be run. */
  readonly connection: Connection | null;
  readonly projectId: string;
  readonly assumptions: readonly Assumption[];
  /** When the catalog was read; null: it is no connection's. */
  readonly takenAtMs: number | null;
  /** No column was ever seen. */
  readonly hypothetical: boolean;
}

/**
 * Finds what a question may be about, best first: the connection that is named; the columns that
 * are given; the connections of the project that hold the named tables; else tables of which only
 * the names are known. Throws RESOURCE_NOT_FOUND, and VALIDATION_ERROR for tables that the named
 * connection lacks.
 */
export async function findSchemas(
  ports: SchemaPorts,
  scope: Scope,
  request: NlQueryRequestBody,
): Promise<readonly SchemaChoice[]> {
  const { question } = request;
  const tables = request.schema?.tables ?? [];
  const names = tables.map((one) => (typeof one === 'string' ? one : one.name));
  if (request.connection_id !== undefined) {
    return [await ofConnection(ports, scope, { id: request.connection_id, names, question })];
  }
  const project = found(
    await ports.store.identity.getProject(scope, request.project_id),
    'project',
    request.project_id ?? 'default',
  );
  const dialect = request.dialect ?? 'postgresql';
  const nowhere = { dialect, connection: null, projectId: project.id, takenAtMs: null };
  const described = tables.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  if (described.length > 0) {
    if (described.length < tables.length) throw mixed();
    return [{ ...nowhere, schema: givenSchema(described), assumptions: [], hypothetical: false }];
  }
  const held = await inProject(ports, scope, { projectId: project.id, names, question });
  const fitting = held.filter(
    (one) => request.dialect === undefined || one.dialect === request.dialect,
  );
  if (fitting.length > 0 || names.length === 0) return fitting;
  const guessed = hypotheticalSchema(names);
  return [{ ...nowhere, ...guessed, hypothetical: true }];
}

async function ofConnection(
  { store, catalogs, connectors }: SchemaPorts,
  scope: Scope,
  { id, names, question }: TablesAsked & { readonly id: string },
): Promise<SchemaChoice> {
  const connection = found(await store.connections.getConnection(scope, id), 'connection', id);
  const dialect = connectors.find(connection.type)?.spec.capabilities.dialect ?? null;
  if (dialect === null) {
    throw new AiEtlError('VALIDATION_ERROR', 'This connection cannot be asked in SQL.', {
      details: [{ field: 'connection_id', error: 'a connection to a database is needed' }],
    });
  }
  let { catalog, takenAtMs } = await catalogs.read(scope, connection);
  let schema = only(catalog, { names, question });
  if (schema === null) {
    ({ catalog, takenAtMs } = await catalogs.refresh(scope, connection));
    schema = only(catalog, { names, question });
  }
  if (schema === null) throw unknownTables(catalog, names, connection.name);
  return {
    schema,
    dialect,
    connection,
    projectId: connection.projectId,
    takenAtMs,
    assumptions: [],
    hypothetical: false,
  };
}

/** Connections of the project that hold all of the names (or anything, without names), oldest first. */
async function inProject(
  { project, connectors }: SchemaPorts,
  scope: Scope,
  { projectId, ...asked }: TablesAsked & { readonly projectId: string },
): Promise<readonly SchemaChoice[]> {
  const known = await readProjectConnections(project, scope, projectId);
  return known.all.flatMap((connection): SchemaChoice[] => {
    const read = known.catalogs.get(connection.id);
    const dialect = connectors.find(connection.type)?.spec.capabilities.dialect ?? null;
    const schema = read === undefined ? null : only(read.catalog, asked);
    if (read === undefined || schema === null || dialect === null || schema.tables.length === 0)
      return [];
    const { takenAtMs } = read;
    const common = { schema, dialect, connection, projectId, takenAtMs };
    return [{ ...common, assumptions: [], hypothetical: false }];
  });
}

interface TablesAsked {
  readonly names: readonly string[];
  readonly question: string;
}

/** The named tables of a catalog; null when it lacks one. Without names, all of them. */
function only(catalog: Catalog, { names, question }: TablesAsked): QuestionSchema | null {
  const { defaultSchema } = catalog;
  if (names.length === 0) return { defaultSchema, tables: spokenTables(catalog, question) };
  const tables: CatalogTable[] = [];
  for (const name of names) {
    const table = lookUp(catalog, name);
    if (table === undefined) return null;
    if (!tables.includes(table)) tables.push(table);
  }
  return { defaultSchema, tables };
}

function lookUp({ tables, defaultSchema }: Catalog, name: string): CatalogTable | undefined {
  const wanted = name.toLowerCase();
  const schemaOf = (table: CatalogTable) => table.object.schema ?? defaultSchema;
  return (
    tables.find((table) => table.object.name === name && schemaOf(table) === defaultSchema) ??
    tables.find((table) => `${schemaOf(table)}.${table.object.name}`.toLowerCase() === wanted) ??
    tables.find((table) => table.object.name.toLowerCase() === wanted)
  );
}

function unknownTables(catalog: Catalog, names: readonly string[], connection: string): AiEtlError {
  const all = catalog.tables.map(({ object }) => object.name);
  return new AiEtlError(
    'VALIDATION_ERROR',
    `The connection "${connection}" does not hold all of these tables.`,
    {
      details: names.flatMap((name, at) =>
        lookUp(catalog, name) === undefined
          ? [{ field: `schema.tables.${at}`, error: didYouMean(name, all) ?? 'unknown table' }]
          : [],
      ),
    },
  );
}

function mixed(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'Give the columns of all tables, or of none.', {
    details: [{ field: 'schema.tables', error: 'names and tables with columns are mixed' }],
  });
}
