import { call } from '../core/call.ts';
import type { Answer, Body, Query } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type LanguageModelSettings = Answer<'getLanguageModels'>;
export type LanguageModelsQuery = Query<'getLanguageModels'>;
export type PutLanguageModelsRequest = Body<'putLanguageModels'>;

/** Which language models a project asks, with which limits. */
export class LanguageModels {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Never answers a key, only whether there is one. */
  get(query: LanguageModelsQuery = {}, options?: RequestOptions): Promise<LanguageModelSettings> {
    return call<'getLanguageModels'>(
      this.#transport,
      { method: 'GET', path: '/language-models', query },
      options,
    );
  }

  /** Replaces all settings; without `api_key` the stored one stays while `base_url` does. */
  put(request: PutLanguageModelsRequest, options?: RequestOptions): Promise<LanguageModelSettings> {
    return call<'putLanguageModels'>(
      this.#transport,
      { method: 'PUT', path: '/language-models', body: request },
      options,
    );
  }
}
