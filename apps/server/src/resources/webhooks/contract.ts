import { z } from 'zod';
import { deliveryStatuses, noticeTypes } from '@ai-etl/store';
import { IdParam } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import {
  Delivery,
  NewSecret,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookWithSecret,
} from './shapes.ts';

const tags = ['webhooks'] as const;
const params = z.object({ webhook_id: IdParam });
const deliveryParams = params.extend({ delivery_id: IdParam });
const verbUrl = '/webhooks/:webhook_id(^[^:/]+)';

export const createWebhook = route({
  method: 'POST',
  url: '/webhooks',
  permission: 'webhooks:write',
  idempotent: true,
  schema: {
    operationId: 'createWebhook',
    tags,
    summary: 'Be told what happens',
    description:
      'Events are sent to `url` as they happen, signed, at least once, in order for each pipeline, and again for a day while the receiver does not answer with 2xx. The secret is shown in this answer only.',
    body: NewWebhook,
    response: { 201: WebhookWithSecret },
  },
});

export const listWebhooks = route({
  method: 'GET',
  url: '/webhooks',
  permission: 'webhooks:read',
  schema: {
    operationId: 'listWebhooks',
    tags,
    summary: 'List webhooks, oldest first',
    description: 'Those of the organisation, or only those limited to a project or pipeline.',
    querystring: z.strictObject({
      ...pageQuery,
      project_id: IdParam.optional(),
      pipeline_id: IdParam.optional(),
    }),
    response: { 200: z.array(Webhook) },
  },
});

export const getWebhook = route({
  method: 'GET',
  url: '/webhooks/:webhook_id',
  permission: 'webhooks:read',
  schema: {
    operationId: 'getWebhook',
    tags,
    summary: 'Get one webhook',
    description: 'Its secret is not shown again; `:rotate-secret` makes another.',
    params,
    response: { 200: Webhook },
  },
});

export const updateWebhook = route({
  method: 'PATCH',
  url: '/webhooks/:webhook_id',
  permission: 'webhooks:write',
  schema: {
    operationId: 'updateWebhook',
    tags,
    summary: 'Change a webhook, or enable it again',
    description: 'Absent fields stay as they are. Its channel and filters cannot change.',
    params,
    body: WebhookChange,
    response: { 200: Webhook },
  },
});

export const deleteWebhook = route({
  method: 'DELETE',
  url: '/webhooks/:webhook_id',
  permission: 'webhooks:write',
  schema: {
    operationId: 'deleteWebhook',
    tags,
    summary: 'Delete a webhook and its delivery log',
    description: 'What waits for delivery is dropped.',
    params,
    response: { 204: z.undefined() },
  },
});

export const testWebhook = route({
  method: 'POST',
  url: `${verbUrl}::test`,
  permission: 'webhooks:write',
  schema: {
    operationId: 'testWebhook',
    tags,
    summary: 'Send a test event now',
    description:
      'Really sends `webhook.test`, once, also when the webhook is disabled, and answers what came of it: a receiver that fails is no failure of this request.',
    params,
    response: { 200: Delivery },
  },
});

export const rotateWebhookSecret = route({
  method: 'POST',
  url: `${verbUrl}::rotate-secret`,
  permission: 'webhooks:write',
  schema: {
    operationId: 'rotateWebhookSecret',
    tags,
    summary: 'Give a webhook another secret',
    description:
      'Shown in this answer only. For 24 hours the header webhook-signature carries a signature of each, the new one first; `signature` in the body is made with the new one. 409 CONFLICT for channels without a secret.',
    params,
    body: NewSecret,
    response: { 200: WebhookWithSecret },
  },
});

export const listDeliveries = route({
  method: 'GET',
  url: '/webhooks/:webhook_id/deliveries',
  permission: 'webhooks:read',
  schema: {
    operationId: 'listWebhookDeliveries',
    tags,
    summary: 'What was sent, newest first',
    description: 'Finished deliveries are kept for thirty days.',
    params,
    querystring: z.strictObject({
      ...pageQuery,
      status: z.enum(deliveryStatuses).optional(),
      event: z.enum([...noticeTypes, 'webhook.test']).optional(),
    }),
    response: { 200: z.array(Delivery) },
  },
});

export const getDelivery = route({
  method: 'GET',
  url: '/webhooks/:webhook_id/deliveries/:delivery_id',
  permission: 'webhooks:read',
  schema: {
    operationId: 'getWebhookDelivery',
    tags,
    summary: 'Get one delivery',
    description: 'With what the receiver answered to the last attempt.',
    params: deliveryParams,
    response: { 200: Delivery },
  },
});

export const redeliver = route({
  method: 'POST',
  url: '/webhooks/:webhook_id/deliveries/:delivery_id(^[^:/]+)::redeliver',
  permission: 'webhooks:write',
  idempotent: true,
  schema: {
    operationId: 'redeliverWebhookDelivery',
    tags,
    summary: 'Send an event again',
    description:
      'A new delivery of the same event, with the same webhook-id, at once and out of turn. 409 CONFLICT while the webhook is disabled.',
    params: deliveryParams,
    response: { 202: Delivery },
  },
});
