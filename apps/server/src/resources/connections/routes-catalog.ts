import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import type { CatalogService } from './catalog-service.ts';
import {
  getCatalogStatus,
  listCatalogValues,
  putCatalogSettings,
  refreshCatalog,
} from './contract-catalog.ts';
import { presentStatus, presentValue, readSettings } from './present-catalog.ts';

export function registerCatalogRoutes(app: App, service: CatalogService): void {
  app.route({
    ...getCatalogStatus,
    handler: async (request) =>
      presentStatus(
        await service.status(scopeOf(principalOf(request)), request.params.connection_id),
      ),
  });

  app.route({
    ...refreshCatalog,
    handler: async (request, reply) => {
      const { connection_id: id } = request.params;
      const told = await service.refresh(scopeOf(principalOf(request)), id);
      return reply.code(202).send(presentStatus(told));
    },
  });

  app.route({
    ...putCatalogSettings,
    handler: async (request) => {
      const { connection_id: id } = request.params;
      const settings = readSettings(request.body);
      return presentStatus(await service.putSettings(scopeOf(principalOf(request)), id, settings));
    },
  });

  app.route({
    ...listCatalogValues,
    handler: async (request, reply) => {
      const { page, per_page: perPage, schema, table, column, q } = request.query;
      const filter = {
        ...(schema === undefined ? {} : { schema }),
        ...(table === undefined ? {} : { table }),
        ...(column === undefined ? {} : { column }),
        ...(q === undefined ? {} : { search: q }),
      };
      const asked = { page, perPage };
      const scope = scopeOf(principalOf(request));
      const { connection_id: id } = request.params;
      const listed = await service.values(scope, id, { filter, page: asked });
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map(presentValue);
    },
  });
}
