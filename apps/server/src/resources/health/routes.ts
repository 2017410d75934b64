import type { App } from '../../http/app.ts';
import { live, ready } from './contract.ts';
import type { HealthService } from './service.ts';

export function registerHealthRoutes(app: App, service: HealthService): void {
  app.route({ ...live, handler: () => ({ status: 'ok' as const }) });
  app.route({
    ...ready,
    handler: async (_request, reply) => {
      const readiness = await service.readiness();
      return reply.code(readiness.status === 'ready' ? 200 : 503).send(readiness);
    },
  });
}
