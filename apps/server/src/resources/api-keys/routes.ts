import type { ApiKey as StoredApiKey } from '@ai-etl/store';
import { isPermission } from '../../auth/permissions.ts';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { createApiKey, listApiKeys, revokeApiKey, type ApiKey } from './contract.ts';
import type { ApiKeyService } from './service.ts';

export function registerApiKeyRoutes(app: App, service: ApiKeyService): void {
  app.route({
    ...createApiKey,
    handler: async (request, reply) => {
      const { name, scopes, expires_at: expiresAt = null } = request.body;
      const made = await service.create(principalOf(request), { name, scopes, expiresAt });
      return reply.code(201).send({ ...presentApiKey(made.apiKey), key: made.key });
    },
  });

  app.route({
    ...listApiKeys,
    handler: async (request, reply) => {
      const { page, per_page: perPage, user_id: userId = null } = request.query;
      const asked = { page, perPage };
      const { items, total } = await service.list(principalOf(request), { userId }, asked);
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map(presentApiKey);
    },
  });

  app.route({
    ...revokeApiKey,
    handler: async (request, reply) => {
      await service.revoke(principalOf(request), request.params.api_key_id);
      return reply.code(204).send();
    },
  });
}

function presentApiKey(key: StoredApiKey): ApiKey {
  return {
    api_key_id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: key.scopes.filter(isPermission),
    user_id: key.userId,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    last_used_at: key.lastUsedAt,
  };
}
