import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type ApiKey = Item<'listApiKeys'>;
export type CreatedApiKey = Answer<'createApiKey'>;
export type CreateApiKeyRequest = Body<'createApiKey'>;
export type ApiKeyQuery = Query<'listApiKeys'>;

/** Keys for programs. */
export class ApiKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** `key` of the answer is shown this once. Never sent twice: each call makes a key. */
  create(request: CreateApiKeyRequest, options?: RequestOptions): Promise<CreatedApiKey> {
    return call<'createApiKey'>(
      this.#transport,
      { method: 'POST', path: '/api-keys', body: request },
      options,
    );
  }

  /** Newest first. */
  list(query: ApiKeyQuery = {}, options?: RequestOptions): List<ApiKey> {
    return list<'listApiKeys'>(this.#transport, { path: '/api-keys', query }, options);
  }

  /** It and every key that was made with it are refused from now on. */
  async revoke(apiKeyId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: path`/api-keys/${apiKeyId}` }, options);
  }
}
