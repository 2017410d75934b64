import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Connection = Answer<'getConnection'>;
export type ConnectionTest = Answer<'testConnection'>;
export type Catalog = Answer<'getConnectionCatalog'>;
export type CreateConnectionRequest = Body<'createConnection'>;
export type UpdateConnectionRequest = Body<'updateConnection'>;
export type ConnectionQuery = Query<'listConnections'>;
export type CatalogStatus = Answer<'getCatalogStatus'>;
export type CatalogSettings = Body<'putCatalogSettings'>;
export type CatalogValue = Item<'listCatalogValues'>;
export type CatalogValueQuery = Query<'listCatalogValues'>;

/** Stored access to data systems. Secrets go in and never come out. */
export class Connections {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Connects first and stores nothing when that fails, unless `test` is false. */
  async create(request: CreateConnectionRequest, options?: RequestOptions): Promise<Connection> {
    const { data } = await this.#transport.send<Answer<'createConnection'>>(
      { method: 'POST', path: '/connections', body: request, repeat: 'keyed' },
      options,
    );
    return data;
  }

  /** Oldest first. */
  list(query: ConnectionQuery = {}, options?: RequestOptions): List<Connection> {
    return list<'listConnections'>(this.#transport, { path: '/connections', query }, options);
  }

  async get(connectionId: string, options?: RequestOptions): Promise<Connection> {
    const { data } = await this.#transport.send<Connection>(
      { method: 'GET', path: path`/connections/${connectionId}` },
      options,
    );
    return data;
  }

  /** What is absent stays as it is; settings are tested first, unless `test` is false. */
  update(
    connectionId: string,
    request: UpdateConnectionRequest,
    options?: RequestOptions,
  ): Promise<Connection> {
    return call<'updateConnection'>(
      this.#transport,
      { method: 'PATCH', path: path`/connections/${connectionId}`, body: request },
      options,
    );
  }

  /** Throws ConflictError naming the pipelines that use it. */
  async delete(connectionId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send(
      { method: 'DELETE', path: path`/connections/${connectionId}` },
      options,
    );
  }

  /** Connects now. A system that cannot be reached is an answer with `ok` false. */
  async test(connectionId: string, options?: RequestOptions): Promise<ConnectionTest> {
    const { data } = await this.#transport.send<ConnectionTest>(
      { method: 'POST', path: path`/connections/${connectionId}:test`, repeat: 'safe' },
      options,
    );
    return data;
  }

  /** Its tables and columns; with `refresh`, asked of the system now. */
  async catalog(
    connectionId: string,
    { refresh = false, ...options }: RequestOptions & { readonly refresh?: boolean } = {},
  ): Promise<Catalog> {
    const query: Query<'getConnectionCatalog'> = { refresh: refresh ? 'true' : 'false' };
    const { data } = await this.#transport.send<Catalog>(
      { method: 'GET', path: path`/connections/${connectionId}/catalog`, query },
      options,
    );
    return data;
  }

  /** How old its catalog is, what is kept of it, and what went wrong. */
  catalogStatus(connectionId: string, options?: RequestOptions): Promise<CatalogStatus> {
    return call<'getCatalogStatus'>(
      this.#transport,
      { method: 'GET', path: path`/connections/${connectionId}/catalog/status` },
      options,
    );
  }

  /** Has a worker read it anew; answers at once. */
  refreshCatalog(connectionId: string, options?: RequestOptions): Promise<CatalogStatus> {
    return call<'refreshCatalog'>(
      this.#transport,
      { method: 'POST', path: path`/connections/${connectionId}:refresh-catalog`, repeat: 'safe' },
      options,
    );
  }

  /** How it is kept: replaces all settings. Values that are excluded are deleted at once. */
  setCatalogSettings(
    connectionId: string,
    settings: CatalogSettings,
    options?: RequestOptions,
  ): Promise<CatalogStatus> {
    return call<'putCatalogSettings'>(
      this.#transport,
      { method: 'PUT', path: path`/connections/${connectionId}/catalog/settings`, body: settings },
      options,
    );
  }

  /** Values of columns that are kept for understanding words. */
  catalogValues(
    connectionId: string,
    query: CatalogValueQuery = {},
    options?: RequestOptions,
  ): List<CatalogValue> {
    const at = path`/connections/${connectionId}/catalog/values`;
    return list<'listCatalogValues'>(this.#transport, { path: at, query }, options);
  }
}
