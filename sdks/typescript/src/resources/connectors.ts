import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Connector = Item<'listConnectors'>;
export type ConnectorQuery = Query<'listConnectors'>;
export type ConfigureConnectorRequest = Body<'configureConnector'>;
export type ConfiguredConnector = Answer<'configureConnector'>;

/** Kinds of data systems, and what a connection to each needs. */
export class Connectors {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(query: ConnectorQuery = {}, options?: RequestOptions): List<Connector> {
    return list<'listConnectors'>(this.#transport, { path: '/connectors', query }, options);
  }

  /** One kind, by its type. */
  get(type: string, options?: RequestOptions): Promise<Connector> {
    return call<'getConnector'>(
      this.#transport,
      { method: 'GET', path: path`/connectors/${type}` },
      options,
    );
  }

  /** From words, a URL or a .pgpass line to a stored and tested connection. */
  configure(
    request: ConfigureConnectorRequest,
    options?: RequestOptions,
  ): Promise<ConfiguredConnector> {
    return call<'configureConnector'>(
      this.#transport,
      { method: 'POST', path: '/connectors-ai/configure', body: request, repeat: 'keyed' },
      options,
    );
  }
}
