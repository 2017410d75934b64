import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import {
  createWebhook,
  deleteWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  redeliver,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from './contract.ts';
import { presentDelivery, presentWebhook } from './present.ts';
import type { WebhookService, WithSecret } from './service.ts';

export function registerWebhookRoutes(app: App, service: WebhookService): void {
  app.route({
    ...createWebhook,
    handler: async (request, reply) => {
      const principal = principalOf(request);
      const created = await service.create(scopeOf(principal), request.body, principal.userId);
      return reply.code(201).send(presentWithSecret(created));
    },
  });

  app.route({
    ...listWebhooks,
    handler: async (request, reply) => {
      const { page, per_page: perPage, project_id: projectId, pipeline_id } = request.query;
      const filter = {
        ...(projectId === undefined ? {} : { projectId }),
        ...(pipeline_id === undefined ? {} : { pipelineId: pipeline_id }),
      };
      const asked = { page, perPage };
      const listed = await service.list(scopeOf(principalOf(request)), filter, asked);
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map(presentWebhook);
    },
  });

  app.route({
    ...getWebhook,
    handler: async (request) =>
      presentWebhook(await service.get(scopeOf(principalOf(request)), request.params.webhook_id)),
  });

  app.route({
    ...updateWebhook,
    handler: async (request) => {
      const scope = scopeOf(principalOf(request));
      return presentWebhook(await service.update(scope, request.params.webhook_id, request.body));
    },
  });

  app.route({
    ...deleteWebhook,
    handler: async (request, reply) => {
      await service.delete(scopeOf(principalOf(request)), request.params.webhook_id);
      return reply.code(204).send();
    },
  });

  app.route({
    ...testWebhook,
    handler: async (request) => {
      const { webhook_id: id } = request.params;
      return presentDelivery(id, await service.test(scopeOf(principalOf(request)), id));
    },
  });

  app.route({
    ...rotateWebhookSecret,
    handler: async (request) => {
      const scope = scopeOf(principalOf(request));
      const { webhook_id: id } = request.params;
      return presentWithSecret(await service.rotateSecret(scope, id, request.body.secret));
    },
  });

  app.route({
    ...listDeliveries,
    handler: async (request, reply) => {
      const { page, per_page: perPage, status, event } = request.query;
      const filter = {
        ...(status === undefined ? {} : { status }),
        ...(event === undefined ? {} : { eventType: event }),
      };
      const { webhook_id: id } = request.params;
      const asked = { page, perPage };
      const scope = scopeOf(principalOf(request));
      const listed = await service.deliveries(scope, id, { filter, page: asked });
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map((one) => presentDelivery(id, one));
    },
  });

  app.route({
    ...getDelivery,
    handler: async (request) => {
      const { webhook_id: id, delivery_id } = request.params;
      return presentDelivery(
        id,
        await service.delivery(scopeOf(principalOf(request)), id, delivery_id),
      );
    },
  });

  app.route({
    ...redeliver,
    handler: async (request, reply) => {
      const { webhook_id: id, delivery_id } = request.params;
      const again = await service.redeliver(scopeOf(principalOf(request)), id, delivery_id);
      return reply.code(202).send(presentDelivery(id, again));
    },
  });
}

function presentWithSecret({ webhook, secret }: WithSecret) {
  return { ...presentWebhook(webhook), secret };
}
