import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { whenCallerLeaves } from '../../http/caller-left.ts';
import { recommendStorage } from './contract.ts';
import type { StorageService } from './service.ts';

export function registerStorageRoutes(app: App, service: StorageService): void {
  app.route({
    ...recommendStorage,
    handler: (request, reply) =>
      service.recommend(principalOf(request), request.body, whenCallerLeaves(reply)),
  });
}
