import type { Answer, Body, Item } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type Connector = Item<'listConnectors'>;
export type ConfigureConnectorRequest = Body<'configureConnector'>;
export type ConfiguredConnector = Answer<'configureConnector'>;

/** Kinds of data systems, and what a connection to each needs. */
export class Connectors {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async list(options?: RequestOptions): Promise<readonly Connector[]> {
    const { data } = await this.#transport.send<Answer<'listConnectors'>>(
      { method: 'GET', path: '/connectors' },
      options,
    );
    return data;
  }

  /** From words, a URL or a .pgpass line to a stored and tested connection. */
  async configure(
    request: ConfigureConnectorRequest,
    options?: RequestOptions,
  ): Promise<ConfiguredConnector> {
    const { data } = await this.#transport.send<ConfiguredConnector>(
      { method: 'POST', path: '/connectors-ai/configure', body: request, repeat: 'keyed' },
      options,
    );
    return data;
  }
}
