import type { Identity } from '@ai-etl/store';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { scopeOf } from '../../scope.ts';
import { listProjects } from './contract.ts';

export function registerProjectRoutes(app: App, identity: Pick<Identity, 'listProjects'>): void {
  app.route({
    ...listProjects,
    handler: async (request) => {
      const projects = await identity.listProjects(scopeOf(principalOf(request)));
      return projects.map(({ id, name, isDefault, createdAt }) => ({
        project_id: id,
        name,
        is_default: isDefault,
        created_at: createdAt,
      }));
    },
  });
}
