import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  invariant,
  type Catalog,
  type CatalogTable,
  type Connector,
  type ConnectorSession,
  type ObjectName,
  type ProfileRequest,
  type SampleRequest,
  type TableProfile,
  type TargetLoader,
} from '@ai-etl/core';
import { files } from '../files/connector.ts';

/** The path of a table: a folder of its name, without what gives a path a meaning. */
export function pathOfTable(name: string): string {
  const folder = name.replaceAll(/[%/\\*?[\]{}]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `${folder}/*.parquet`;
}

/**
 * The connector `files`, whose objects are paths, for a suite whose objects are tables. `shownIn` is the folder of
 * this machine in which a table's files can be seen.
 */
export function asTables(openFiles: Connector['open'], shownIn: () => string): Connector {
  return {
    ...files,
    planTable: (request) => {
      const plan = files.planTable({ ...request, object: toPath(request.object) });
      return { ...plan, object: request.object };
    },
    open: async (settings, options) => {
      return new TableSession(await openFiles(settings, options), shownIn());
    },
  };
}

function toPath(object: ObjectName): ObjectName {
  return { ...object, name: pathOfTable(object.name) };
}

class TableSession implements ConnectorSession {
  readonly loader: TargetLoader;
  readonly #session: ConnectorSession;
  readonly #root: string;
  /** Described tables, by path; a folder that changed is described again. */
  readonly #known = new Map<string, { readonly changedMs: number; readonly table: CatalogTable }>();

  constructor(session: ConnectorSession, root: string) {
    this.#session = session;
    this.#root = root;
    const { loader } = session;
    this.loader = {
      checksumAlgorithms: (signal) => loader.checksumAlgorithms(signal),
      stage: (request) => {
        const { plan } = request;
        return loader.stage({ ...request, plan: { ...plan, object: toPath(plan.object) } });
      },
      publication: (object, key, signal) => loader.publication(toPath(object), key, signal),
      sweep: (object, isLive, signal) => loader.sweep(toPath(object), isLive, signal),
    };
  }

  async catalog(): Promise<Catalog> {
    const tables: CatalogTable[] = [];
    for (const folder of await readdir(this.#root)) {
      const names = await readdir(join(this.#root, folder));
      if (!names.some((name) => name.endsWith('.parquet'))) continue;
      tables.push(await this.#describeFolder(folder));
    }
    return { defaultSchema: 'main', tables };
  }

  test(signal?: AbortSignal) {
    return this.#session.test(signal);
  }

  profile(request: ProfileRequest): Promise<TableProfile> {
    invariant(this.#session.profile !== undefined, 'files have profiles');
    const { table } = request;
    return this.#session.profile({ ...request, table: { ...table, object: toPath(table.object) } });
  }

  sample(request: SampleRequest) {
    return this.#session.sample(request);
  }

  explain(sql: string, signal?: AbortSignal) {
    return this.#session.explain(sql, signal);
  }

  describe(sql: string, signal?: AbortSignal) {
    return this.#session.describe(sql, signal);
  }

  openSnapshot(signal?: AbortSignal) {
    return this.#session.openSnapshot(signal);
  }

  close() {
    return this.#session.close();
  }

  async #describeFolder(folder: string): Promise<CatalogTable> {
    const changedMs = (await stat(join(this.#root, folder))).mtimeMs;
    const known = this.#known.get(folder);
    if (known?.changedMs === changedMs) return known.table;
    const name = folder.replaceAll(/%([0-9a-f]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    const columns = (await this.#session.describePath?.(pathOfTable(name))) ?? [];
    const table: CatalogTable = {
      object: { schema: 'main', name },
      kind: 'table',
      columns: columns.map((one) => ({ ...one, nativeType: one.type.kind, hasDefault: false })),
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: null,
      estimatedBytes: null,
    };
    this.#known.set(folder, { changedMs, table });
    return table;
  }
}
