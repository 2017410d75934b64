import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { pageOf, sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import { getEnvironment, listEnvironments, putEnvironment } from './contract.ts';
import type { EnvironmentService } from './service.ts';

export function registerEnvironmentRoutes(app: App, service: EnvironmentService): void {
  app.route({
    ...listEnvironments,
    handler: async (request, reply) => {
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const all = await service.list(scopeOf(principalOf(request)), request.params.project_id);
      sendPageHeaders(request, reply, { ...asked, total: all.length });
      return [...pageOf(all, asked)];
    },
  });

  app.route({
    ...getEnvironment,
    handler: (request) => {
      const { project_id, environment } = request.params;
      return service.get(scopeOf(principalOf(request)), project_id, environment);
    },
  });

  app.route({
    ...putEnvironment,
    handler: (request) => {
      const { project_id: projectId, environment } = request.params;
      const { connections } = request.body;
      return service.put(scopeOf(principalOf(request)), { projectId, environment, connections });
    },
  });
}
