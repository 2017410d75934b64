import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { changePassword, getMe, login, logout, refresh } from './contract.ts';
import type { AuthService } from './service.ts';

export function registerAuthRoutes(app: App, service: AuthService): void {
  app.route({
    ...login,
    handler: ({ body, ip, headers }) =>
      service.login({
        email: body.email,
        password: body.password,
        organisationId: body.organisation_id ?? null,
        address: ip,
        userAgent: headers['user-agent'] ?? '',
      }),
  });

  app.route({ ...refresh, handler: (request) => service.refresh(request.body.refresh_token) });

  app.route({
    ...logout,
    handler: async (request, reply) => {
      await service.logout(principalOf(request));
      return reply.code(204).send();
    },
  });

  app.route({ ...getMe, handler: (request) => service.me(principalOf(request)) });

  app.route({
    ...changePassword,
    handler: async (request, reply) => {
      await service.changePassword(principalOf(request), {
        oldPassword: request.body.old_password,
        newPassword: request.body.new_password,
        address: request.ip,
      });
      return reply.code(204).send();
    },
  });
}
