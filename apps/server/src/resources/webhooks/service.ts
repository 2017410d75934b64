import { randomUUID } from 'node:crypto';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type {
  Delivery,
  DeliveryFilter,
  Page,
  PageRequest,
  Scope,
  Store,
  Webhook,
  WebhookFilter,
} from '@ai-etl/store';
import { found, notFound } from '../../scope.ts';
import { attemptDelivery, type AttemptPorts } from '../../webhooks/attempt.ts';
import { newWebhookSecret } from '../../webhooks/sign.ts';
import type { NewWebhookBody, WebhookChangeBody } from './shapes.ts';
import { changedTarget, newTarget, requireGoodSecret } from './targets.ts';

export interface WebhookPorts extends AttemptPorts {
  readonly store: Pick<Store, 'webhooks' | 'pipelines' | 'identity'>;
  readonly clock: Clock;
}

export interface WithSecret {
  readonly webhook: Webhook;
  /** Null: the channel has none. */
  readonly secret: string | null;
}

/** Webhooks of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface WebhookService {
  create(scope: Scope, body: NewWebhookBody, createdBy: string): Promise<WithSecret>;
  list(scope: Scope, filter: WebhookFilter, page: PageRequest): Promise<Page<Webhook>>;
  get(scope: Scope, webhookId: string): Promise<Webhook>;
  update(scope: Scope, webhookId: string, body: WebhookChangeBody): Promise<Webhook>;
  delete(scope: Scope, webhookId: string): Promise<void>;
  /** Sends a test and waits for its outcome. */
  test(scope: Scope, webhookId: string): Promise<Delivery>;
  rotateSecret(scope: Scope, webhookId: string, secret: string | undefined): Promise<WithSecret>;
  deliveries(
    scope: Scope,
    webhookId: string,
    asked: { readonly filter: DeliveryFilter; readonly page: PageRequest },
  ): Promise<Page<Delivery>>;
  delivery(scope: Scope, webhookId: string, deliveryId: string): Promise<Delivery>;
  redeliver(scope: Scope, webhookId: string, deliveryId: string): Promise<Delivery>;
}

export function makeWebhookService(ports: WebhookPorts): WebhookService {
  const { webhooks, pipelines, identity } = ports.store;
  const { policy, clock } = ports;
  const get = async (scope: Scope, webhookId: string): Promise<Webhook> =>
    found(await webhooks.getWebhook(scope, webhookId), 'webhook', webhookId);
  const targetOf = async (scope: Scope, webhookId: string) =>
    found(await webhooks.readTarget(scope, webhookId), 'webhook', webhookId);

  /** A pipeline's events are its project's. */
  const filterOf = async (scope: Scope, { project_id, pipeline_id }: NewWebhookBody) => {
    if (project_id !== undefined) {
      found(await identity.getProject(scope, project_id), 'project', project_id);
    }
    if (pipeline_id === undefined) return { projectId: project_id ?? null, pipelineId: null };
    const pipeline = found(
      await pipelines.getPipeline(scope, pipeline_id),
      'pipeline',
      pipeline_id,
    );
    if (project_id !== undefined && project_id !== pipeline.projectId) {
      throw new AiEtlError('VALIDATION_ERROR', 'The pipeline belongs to another project.', {
        details: [{ field: 'pipeline_id', error: `is not in ${project_id}` }],
      });
    }
    return { projectId: pipeline.projectId, pipelineId: pipeline_id };
  };

  return {
    get,
    list: (scope, filter, page) => webhooks.listWebhooks(scope, filter, page),

    create: async (scope, body, createdBy) => {
      const { target, shown } = newTarget(body, policy);
      const webhook = await webhooks.createWebhook(scope, {
        ...(await filterOf(scope, body)),
        target,
        shownTarget: shown,
        description: body.description,
        events: body.events,
        enabled: body.enabled,
        createdBy,
      });
      return { webhook, secret: target.channel === 'webhook' ? target.secrets[0] : null };
    },

    update: async (scope, webhookId, body) => {
      const checked = changedTarget(body, await targetOf(scope, webhookId), policy);
      const { description, events, enabled } = body;
      const changed = await webhooks.updateWebhook(scope, webhookId, {
        ...(checked === null ? {} : { target: checked.target, shownTarget: checked.shown }),
        ...(description === undefined ? {} : { description }),
        ...(events === undefined ? {} : { events }),
        ...(enabled === undefined ? {} : { enabled }),
      });
      return found(changed, 'webhook', webhookId);
    },

    delete: async (scope, webhookId) => {
      if (!(await webhooks.deleteWebhook(scope, webhookId))) throw notFound('webhook', webhookId);
    },

    test: async (scope, webhookId) => {
      const target = await targetOf(scope, webhookId);
      const telling = {
        eventId: `evt_${randomUUID().replaceAll('-', '')}`,
        eventType: 'webhook.test',
        data: { webhook_id: webhookId, test: true, message: 'A test from AI-ETL.' },
        occurredAt: new Date(clock.now()).toISOString(),
      };
      const attempted = await attemptDelivery(telling, target, ports);
      return webhooks.recordTest(scope, webhookId, { ...telling, ...attempted });
    },

    rotateSecret: async (scope, webhookId, given) => {
      const secret = given ?? newWebhookSecret();
      requireGoodSecret(secret);
      const { channel } = await get(scope, webhookId);
      if (channel !== 'webhook') {
        throw new AiEtlError('CONFLICT', `A webhook of the channel ${channel} has no secret.`, {
          details: [{ field: 'channel', error: channel }],
        });
      }
      const rotated = await webhooks.rotateSecret(scope, webhookId, secret);
      return { webhook: found(rotated, 'webhook', webhookId), secret };
    },

    deliveries: async (scope, webhookId, { filter, page }) => {
      await get(scope, webhookId);
      return webhooks.listDeliveries(scope, webhookId, filter, page);
    },

    delivery: async (scope, webhookId, deliveryId) => {
      await get(scope, webhookId);
      return found(
        await webhooks.getDelivery(scope, webhookId, deliveryId),
        'delivery',
        deliveryId,
      );
    },

    redeliver: async (scope, webhookId, deliveryId) => {
      const { enabled } = await get(scope, webhookId);
      const delivery = found(
        await webhooks.getDelivery(scope, webhookId, deliveryId),
        'delivery',
        deliveryId,
      );
      if (!enabled) {
        throw new AiEtlError(
          'CONFLICT',
          `Webhook ${webhookId} is disabled. Enable it with PATCH before sending anything again.`,
          { details: [{ field: 'enabled', error: 'false' }] },
        );
      }
      const again = await webhooks.redeliver(scope, webhookId, delivery.id);
      return found(again, 'delivery', deliveryId);
    },
  };
}
