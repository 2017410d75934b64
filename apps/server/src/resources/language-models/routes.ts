import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { getLanguageModels, putLanguageModels } from './contract.ts';
import { presentLanguageModels } from './present.ts';
import type { LanguageModelService } from './service.ts';

export function registerLanguageModelRoutes(app: App, service: LanguageModelService): void {
  app.route({
    ...getLanguageModels,
    handler: async (request) =>
      presentLanguageModels(await service.get(principalOf(request), request.query.project_id)),
  });

  app.route({
    ...putLanguageModels,
    handler: async (request) =>
      presentLanguageModels(await service.put(principalOf(request), request.body)),
  });
}
