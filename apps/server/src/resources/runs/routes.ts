import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import { cancelRun, getRun, listRunLogs, listRuns } from './contract.ts';
import { presentRun, presentTask } from './present.ts';
import type { RunService } from './service.ts';

export function registerRunRoutes(app: App, service: RunService): void {
  app.route({
    ...listRuns,
    handler: async (request, reply) => {
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const scope = scopeOf(principalOf(request));
      const listed = await service.list(scope, request.params.pipeline_id, asked);
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map(presentRun);
    },
  });

  app.route({
    ...getRun,
    handler: async (request) => {
      const { run, tasks } = await service.get(
        scopeOf(principalOf(request)),
        request.params.run_id,
      );
      return { ...presentRun(run), tasks: tasks.map(presentTask) };
    },
  });

  app.route({
    ...listRunLogs,
    handler: async (request) => {
      const { after, limit } = request.query;
      const scope = scopeOf(principalOf(request));
      const lines = await service.logs(scope, request.params.run_id, { afterId: after, limit });
      return { logs: [...lines], next_after: lines.at(-1)?.id ?? after };
    },
  });

  app.route({
    ...cancelRun,
    handler: async (request, reply) => {
      const run = await service.cancel(scopeOf(principalOf(request)), request.params.run_id);
      return reply.code(202).send(presentRun(run));
    },
  });
}
