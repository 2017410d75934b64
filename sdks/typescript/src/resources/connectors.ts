import type { Answer, Item } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type Connector = Item<'listConnectors'>;

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
}
