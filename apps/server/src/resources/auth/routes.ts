import type { App } from '../../http/app.ts';
import { login, refresh } from './contract.ts';
import type { AuthService } from './service.ts';

export function registerAuthRoutes(app: App, service: AuthService): void {
  app.route({
    ...login,
    handler: (request) => service.login({ ...request.body, from: request.ip }),
  });
  app.route({ ...refresh, handler: (request) => service.refresh(request.body.refresh_token) });
}
