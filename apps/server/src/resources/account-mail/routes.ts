import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import {
  confirmEmailVerification,
  confirmPasswordReset,
  requestEmailVerification,
  requestPasswordReset,
} from './contract.ts';
import type { AccountMailService } from './service.ts';

export function registerAccountMailRoutes(app: App, service: AccountMailService): void {
  app.route({
    ...requestPasswordReset,
    handler: async (request, reply) => {
      await service.requestReset({ email: request.body.email, address: request.ip });
      return reply.code(202).send();
    },
  });

  app.route({
    ...confirmPasswordReset,
    handler: async (request, reply) => {
      const { token, new_password: newPassword } = request.body;
      request.provedUserId = await service.confirmReset({ token, newPassword });
      return reply.code(204).send();
    },
  });

  app.route({
    ...requestEmailVerification,
    handler: async (request, reply) => {
      await service.requestVerification(principalOf(request), request.ip);
      return reply.code(202).send();
    },
  });

  app.route({
    ...confirmEmailVerification,
    handler: async (request, reply) => {
      request.provedUserId = await service.confirmVerification(request.body.token);
      return reply.code(204).send();
    },
  });
}
