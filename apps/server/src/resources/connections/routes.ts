import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders, sortOf } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import {
  createConnection,
  deleteConnection,
  getCatalog,
  getConnection,
  listConnections,
  testConnection,
  updateConnection,
} from './contract.ts';
import { presentCatalog, presentConnection, presentTest } from './present.ts';
import type { ConnectionService } from './service.ts';

export function registerConnectionRoutes(app: App, service: ConnectionService): void {
  app.route({
    ...createConnection,
    handler: async (request, reply) => {
      const connection = await service.create(scopeOf(principalOf(request)), request.body);
      return reply.code(201).send(presentConnection(connection));
    },
  });

  app.route({
    ...listConnections,
    handler: async (request, reply) => {
      const { page, per_page: perPage, project_id: projectId, type, q } = request.query;
      const filter = {
        ...(projectId === undefined ? {} : { projectId }),
        ...(type === undefined ? {} : { type }),
        ...(q === undefined ? {} : { search: q }),
      };
      const asked = { page, perPage };
      const sort = sortOf(request.query.sort, { field: 'created_at', descending: false });
      const scope = scopeOf(principalOf(request));
      const listed = await service.list(scope, filter, { ...asked, sort });
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map(presentConnection);
    },
  });

  app.route({
    ...getConnection,
    handler: async (request) =>
      presentConnection(
        await service.get(scopeOf(principalOf(request)), request.params.connection_id),
      ),
  });

  app.route({
    ...testConnection,
    handler: async (request) =>
      presentTest(await service.test(scopeOf(principalOf(request)), request.params.connection_id)),
  });

  app.route({
    ...updateConnection,
    handler: async (request) => {
      const { connection_id: id } = request.params;
      const scope = scopeOf(principalOf(request));
      return presentConnection(await service.update(scope, id, request.body));
    },
  });

  app.route({
    ...deleteConnection,
    handler: async (request, reply) => {
      await service.delete(scopeOf(principalOf(request)), request.params.connection_id);
      return reply.code(204).send();
    },
  });

  app.route({
    ...getCatalog,
    handler: async (request) => {
      const id = request.params.connection_id;
      const refresh = request.query.refresh === 'true';
      return presentCatalog(id, await service.catalog(scopeOf(principalOf(request)), id, refresh));
    },
  });
}
