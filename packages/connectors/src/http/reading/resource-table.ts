import { AiEtlError } from '@ai-etl/core';
import type { DuckProcess } from '../../kit/duckdb/duck-process.ts';
import type { ApiClient } from '../client/api-client.ts';
import { FieldNames } from '../json/field-names.ts';
import type { Resource } from '../resource.ts';
import { resourceUrl, type Api } from '../settings.ts';
import { askedFrom } from './asked-from.ts';
import { covers, type LowerBound } from './lower-bound.ts';
import { findColumns, resourceView, type ResourceColumn } from './resource-view.ts';
import { Spool, type Wanted } from './spool.ts';
import { walkPages } from './walk-pages.ts';

export interface TableContext {
  readonly api: Api;
  readonly client: ApiClient;
  readonly duck: DuckProcess;
}

interface Described {
  readonly columns: readonly ResourceColumn[];
  readonly fields: FieldNames;
  readonly size: ResourceSize | null;
}

/** All records of a resource. */
export interface ResourceSize {
  readonly rows: number;
  /** As JSON lines. */
  readonly sizeBytes: number;
}

/**
 * One resource as a view. Its columns are settled by the first pages, once for all queries of a session;
 * the pages behind come when a query needs them. Not for concurrent use.
 */
export class ResourceTable {
  readonly resource: Resource;
  readonly #context: TableContext;
  #described: Described | undefined;
  #spools: readonly Spool[] = [];
  #shown: Spool | undefined;

  constructor(resource: Resource, context: TableContext) {
    this.resource = resource;
    this.#context = context;
  }

  /** Looks at the first pages, once, and makes the view. Throws what is wrong with them. */
  async describe(signal: AbortSignal): Promise<readonly ResourceColumn[]> {
    if (this.#described !== undefined) return this.#described.columns;
    const { resource } = this;
    const fields = new FieldNames(resource.new_fields, Object.keys(resource.columns));
    const spool = await this.#openSpool(null, fields);
    await spool.fillUpTo({ pages: resource.sample_pages }, signal);
    const { names } = fields;
    if (names.length === 0) {
      throw new AiEtlError(
        'OBJECT_NOT_FOUND',
        `${resource.name}: there are no records, so its columns are not known. Declare them under columns.`,
        { retryable: false },
      );
    }
    const { path } = spool;
    const options = { doing: 'find the types of', object: resource.name, signal };
    const columns = await this.#context.duck.with((connection) =>
      findColumns(connection, { path, names, resource }, options),
    );
    fields.fix();
    // Without pages there is no other one; else the first ones may have been all, which only their end tells.
    const isWhole = spool.isComplete || resource.pagination.type === 'none';
    const size = isWhole ? { rows: spool.recordCount, sizeBytes: spool.sizeBytes } : null;
    this.#described = { columns, fields, size };
    await this.#show(spool, signal);
    return columns;
  }

  /** Known once it is described, where the pages looked at for that are all; null: more may come. */
  get size(): ResourceSize | null {
    return this.#described?.size ?? null;
  }

  /**
   * Reads on until a query finds what it needs: records from `bound` on, so many of them or all. True
   * when all of them are there.
   */
  async read(
    { bound, wanted }: { readonly bound: LowerBound | null; readonly wanted: Wanted },
    signal: AbortSignal,
  ): Promise<boolean> {
    await this.describe(signal);
    const spool = await this.#spoolFor(bound);
    await spool.fillUpTo(wanted, signal);
    await this.#show(spool, signal);
    return spool.isComplete;
  }

  async close(): Promise<void> {
    await Promise.all(this.#spools.map((spool) => spool.close()));
  }

  /** One that has everything already; else one that asks for no more than is needed. */
  async #spoolFor(bound: LowerBound | null): Promise<Spool> {
    const usable = this.#spools.filter((one) => !one.isBroken && covers(one.bound, bound));
    const complete = usable.find((one) => one.isComplete);
    if (complete !== undefined) return complete;
    const narrow = usable.find((one) => bound === null || one.bound !== null);
    return narrow ?? this.#openSpool(bound, this.#described?.fields);
  }

  async #openSpool(
    bound: LowerBound | null,
    fields: FieldNames = new FieldNames(this.resource.new_fields),
  ): Promise<Spool> {
    const { api, client, duck } = this.#context;
    const { resource } = this;
    const url = resourceUrl(api.baseUrl, resource.path) ?? api.baseUrl;
    const { incremental } = resource;
    const from =
      bound === null || incremental === undefined ? undefined : askedFrom(incremental, bound);
    const spool = await Spool.create({
      path: duck.newFilePath(),
      bound,
      fields,
      exact: exactFields(resource),
      maxBytes: api.maxTotalBytes,
      pages: (signal) => walkPages({ client, resource, url, from }, signal),
    });
    this.#spools = [...this.#spools.filter((one) => !one.isBroken), spool];
    return spool;
  }

  /** A query that runs goes on with the view that it found. */
  async #show(spool: Spool, signal: AbortSignal): Promise<void> {
    if (this.#shown === spool || this.#described === undefined) return;
    const { columns } = this.#described;
    const view = resourceView(this.resource.name, { path: spool.path, columns });
    await this.#context.duck.with((connection) =>
      connection.run(view, { doing: 'show', object: this.resource.name, signal }),
    );
    this.#shown = spool;
  }
}

/** Others are doubles, or stay JSON. */
function exactFields({ columns }: Resource): ReadonlySet<string> {
  const exact = Object.entries(columns).filter(
    ([, { kind }]) => kind === 'decimal' || kind === 'text',
  );
  return new Set(exact.map(([name]) => name));
}
