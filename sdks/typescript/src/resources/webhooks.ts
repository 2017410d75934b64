import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Webhook = Item<'listWebhooks'>;
export type WebhookQuery = Query<'listWebhooks'>;
export type CreateWebhookRequest = Body<'createWebhook'>;
export type UpdateWebhookRequest = Body<'updateWebhook'>;
export type WebhookWithSecret = Answer<'createWebhook'>;
export type RotateSecretRequest = Body<'rotateWebhookSecret'>;
export type WebhookDelivery = Item<'listWebhookDeliveries'>;
export type WebhookDeliveryQuery = Query<'listWebhookDeliveries'>;

/** Who is told of what happens. `verifyWebhook` proves what arrives. */
export class Webhooks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** `secret` of the answer is shown this once. */
  create(request: CreateWebhookRequest, options?: RequestOptions): Promise<WebhookWithSecret> {
    return call<'createWebhook'>(
      this.#transport,
      { method: 'POST', path: '/webhooks', body: request, repeat: 'keyed' },
      options,
    );
  }

  /** Oldest first. */
  list(query: WebhookQuery = {}, options?: RequestOptions): List<Webhook> {
    return list<'listWebhooks'>(this.#transport, { path: '/webhooks', query }, options);
  }

  get(webhookId: string, options?: RequestOptions): Promise<Webhook> {
    return call<'getWebhook'>(
      this.#transport,
      { method: 'GET', path: path`/webhooks/${webhookId}` },
      options,
    );
  }

  /** What is absent stays as it is; `enabled: true` enables it again. */
  update(
    webhookId: string,
    request: UpdateWebhookRequest,
    options?: RequestOptions,
  ): Promise<Webhook> {
    return call<'updateWebhook'>(
      this.#transport,
      { method: 'PATCH', path: path`/webhooks/${webhookId}`, body: request, repeat: 'safe' },
      options,
    );
  }

  /** With its delivery log. */
  async delete(webhookId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: path`/webhooks/${webhookId}` }, options);
  }

  /** Sends a test event now and answers what came of it. */
  test(webhookId: string, options?: RequestOptions): Promise<WebhookDelivery> {
    return call<'testWebhook'>(
      this.#transport,
      { method: 'POST', path: path`/webhooks/${webhookId}:test` },
      options,
    );
  }

  /** The former secret signs too for a day. Never sent twice: each call makes a secret. */
  rotateSecret(
    webhookId: string,
    request: RotateSecretRequest = {},
    options?: RequestOptions,
  ): Promise<WebhookWithSecret> {
    return call<'rotateWebhookSecret'>(
      this.#transport,
      { method: 'POST', path: path`/webhooks/${webhookId}:rotate-secret`, body: request },
      options,
    );
  }

  /** What was sent, newest first. */
  deliveries(
    webhookId: string,
    query: WebhookDeliveryQuery = {},
    options?: RequestOptions,
  ): List<WebhookDelivery> {
    const at = path`/webhooks/${webhookId}/deliveries`;
    return list<'listWebhookDeliveries'>(this.#transport, { path: at, query }, options);
  }

  delivery(
    webhookId: string,
    deliveryId: string,
    options?: RequestOptions,
  ): Promise<Answer<'getWebhookDelivery'>> {
    return call<'getWebhookDelivery'>(
      this.#transport,
      { method: 'GET', path: path`/webhooks/${webhookId}/deliveries/${deliveryId}` },
      options,
    );
  }

  /** Sends the same event once more. */
  redeliver(
    webhookId: string,
    deliveryId: string,
    options?: RequestOptions,
  ): Promise<Answer<'redeliverWebhookDelivery'>> {
    return call<'redeliverWebhookDelivery'>(
      this.#transport,
      {
        method: 'POST',
        path: path`/webhooks/${webhookId}/deliveries/${deliveryId}:redeliver`,
        repeat: 'keyed',
      },
      options,
    );
  }
}
