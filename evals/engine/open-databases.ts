import type { Catalog, CatalogTable, DialectName } from '@ai-etl/core';
import { readDdl } from '../ddl/read-ddl.ts';
import type { AskedDatabase } from './database.ts';
import { dialectOf, invalid, locateDsn, locateFile, type Located } from './locate.ts';
import { indexValues, noValues } from './value-index.ts';

/** Where a question's tables are; a database comes before DDL. */
export interface DatabaseRequest {
  readonly dialect?: string | undefined;
  readonly schemaDdl?: string | undefined;
  readonly dbPath?: string | undefined;
  readonly dsn?: string | undefined;
}

/** Databases that stay open between questions, each with its catalog and its values. */
export interface OpenDatabases {
  /** Throws VALIDATION_ERROR for a request that names no database, and what opening one throws. */
  find(request: DatabaseRequest): Promise<AskedDatabase>;
  close(): Promise<void>;
}

/** Each open SQLite file costs a process. */
const mostOpen = 12;
const connectTimeoutMs = 10_000;

export function openDatabases(): OpenDatabases {
  const open = new Map<string, Promise<AskedDatabase>>();
  const forget = async (key: string): Promise<void> => {
    const database = open.get(key);
    open.delete(key);
    const session = (await database?.catch(() => undefined))?.session;
    await session?.close();
  };
  return {
    find: async (request) => {
      const key = JSON.stringify([
        request.dialect,
        request.dsn ?? request.dbPath ?? null,
        request.schemaDdl,
      ]);
      const known = open.get(key);
      const database = known ?? openDatabase(request);
      // The one used last is the last to go.
      open.delete(key);
      open.set(key, database);
      const [oldest] = open.keys();
      if (open.size > mostOpen && oldest !== undefined) await forget(oldest);
      try {
        return await database;
      } catch (error) {
        open.delete(key);
        throw error;
      }
    },
    close: async () => {
      await Promise.all([...open.keys()].map(forget));
    },
  };
}

async function openDatabase(request: DatabaseRequest): Promise<AskedDatabase> {
  const wanted = request.dialect === undefined ? null : dialectOf(request.dialect);
  const described = request.schemaDdl === undefined ? null : readDdl(request.schemaDdl);
  const located = locate(request, wanted);
  if (located !== null) return await connect(located, described);
  if (described === null) {
    throw invalid('schema_ddl', 'a line needs schema_ddl, db_path or dsn');
  }
  return { dialect: wanted ?? 'sqlite', catalog: described, values: noValues, session: null };
}

function locate({ dsn, dbPath }: DatabaseRequest, dialect: DialectName | null): Located | null {
  if (dsn !== undefined) return locateDsn(dsn);
  return dbPath === undefined ? null : locateFile(dbPath, dialect);
}

async function connect(
  { connector, settings, fileRoots }: Located,
  described: Catalog | null,
): Promise<AskedDatabase> {
  const dialect = connector.spec.capabilities.dialect ?? 'sqlite';
  const session = await connector.open(settings, {
    label: 'ai-etl evals',
    connectTimeoutMs,
    fileRoots,
  });
  try {
    const read = await session.catalog();
    const told = described === null ? read : withComments(read, described);
    const catalog = dialect === 'sqlite' ? withFloats(told) : told;
    const values = await indexValues(session, { catalog, dialect });
    return { dialect, catalog, values, session };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** SQLite files of others hold decimals as floats; ours as texts, which only our own functions compare. */
function withFloats(catalog: Catalog): Catalog {
  return {
    ...catalog,
    tables: catalog.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) =>
        column.type.kind === 'decimal' ? { ...column, type: { kind: 'float64' } } : column,
      ),
    })),
  };
}

/** What DDL says in comments beside a column, the system itself may not keep. */
function withComments(catalog: Catalog, described: Catalog): Catalog {
  const commentOf = (table: CatalogTable): CatalogTable | undefined =>
    described.tables.find(
      (one) => one.object.name.toLowerCase() === table.object.name.toLowerCase(),
    );
  return {
    ...catalog,
    tables: catalog.tables.map((table) => {
      const said = commentOf(table);
      if (said === undefined) return table;
      return {
        ...table,
        ...(table.comment === undefined && said.comment !== undefined
          ? { comment: said.comment }
          : {}),
        columns: table.columns.map((column) => {
          const comment = said.columns.find(
            (one) => one.name.toLowerCase() === column.name.toLowerCase(),
          )?.comment;
          return column.comment === undefined && comment !== undefined
            ? { ...column, comment }
            : column;
        }),
      };
    }),
  };
}
