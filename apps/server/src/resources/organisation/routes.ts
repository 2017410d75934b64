import type { Organisation } from '@ai-etl/store';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { scopeOf } from '../../scope.ts';
import { getOrganisation, switchOrganisation, updateOrganisation } from './contract.ts';
import type { OrganisationService } from './service.ts';

export function registerOrganisationRoutes(app: App, service: OrganisationService): void {
  app.route({
    ...getOrganisation,
    handler: async (request) => present(await service.get(scopeOf(principalOf(request)))),
  });

  app.route({
    ...updateOrganisation,
    handler: async (request) =>
      present(await service.rename(scopeOf(principalOf(request)), request.body.name)),
  });

  app.route({
    ...switchOrganisation,
    handler: (request) =>
      service.switch(principalOf(request), {
        organisationId: request.body.organisation_id,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? '',
      }),
  });
}

function present({ id, name, createdAt, updatedAt }: Organisation) {
  return { organisation_id: id, name, created_at: createdAt, updated_at: updatedAt };
}
