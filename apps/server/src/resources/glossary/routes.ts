import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { getGlossary, putGlossary } from './contract.ts';
import { presentGlossary } from './present.ts';
import type { GlossaryService } from './service.ts';

export function registerGlossaryRoutes(app: App, service: GlossaryService): void {
  app.route({
    ...getGlossary,
    handler: async (request) =>
      presentGlossary(await service.get(principalOf(request), request.query.project_id)),
  });

  app.route({
    ...putGlossary,
    handler: async (request) =>
      presentGlossary(await service.put(principalOf(request), request.body)),
  });
}
