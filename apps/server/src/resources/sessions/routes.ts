import type { Identity } from '@ai-etl/store';
import type { Callers } from '../../auth/callers.ts';
import { personOf, principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { notFound } from '../../scope.ts';
import { endSession, listSessions } from './contract.ts';

export interface SessionPorts {
  readonly identity: Pick<Identity, 'listSessions' | 'endSession'>;
  readonly callers: Pick<Callers, 'forgetUser'>;
}

export function registerSessionRoutes(app: App, { identity, callers }: SessionPorts): void {
  app.route({
    ...listSessions,
    handler: async (request, reply) => {
      const { userId, sessionId } = personOf(principalOf(request));
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const { items, total } = await identity.listSessions(userId, asked);
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map((one) => ({
        session_id: one.id,
        current: one.id === sessionId,
        method: one.method,
        user_agent: one.userAgent,
        address: one.address,
        created_at: one.createdAt,
        last_used_at: one.lastUsedAt,
        expires_at: one.expiresAt,
      }));
    },
  });

  app.route({
    ...endSession,
    handler: async (request, reply) => {
      const { userId } = personOf(principalOf(request));
      const id = request.params.session_id;
      if (!(await identity.endSession(userId, id))) throw notFound('session', id);
      callers.forgetUser(userId);
      return reply.code(204).send();
    },
  });
}
