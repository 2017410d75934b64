import { call } from '../core/call.ts';
import type { Answer, Body } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type StorageRequest = Body<'recommendStorage'>;
export type StorageRecommendation = Answer<'recommendStorage'>;

/** Where data is best kept, and what that costs. */
export class Storage {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Engine, layout, sizes and costs, with the rules that said so. */
  recommend(request: StorageRequest, options?: RequestOptions): Promise<StorageRecommendation> {
    return call<'recommendStorage'>(
      this.#transport,
      { method: 'POST', path: '/storage/recommend', body: request, repeat: 'safe' },
      options,
    );
  }
}
