import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { whenCallerLeaves } from '../../http/caller-left.ts';
import { previewData, profileData } from './contract.ts';
import type { DataService } from './service.ts';

export function registerDataRoutes(app: App, service: DataService): void {
  app.route({
    ...profileData,
    handler: (request, reply) =>
      service.profile(principalOf(request), request.body, whenCallerLeaves(reply)),
  });

  app.route({
    ...previewData,
    handler: (request, reply) =>
      service.preview(principalOf(request), request.query, whenCallerLeaves(reply)),
  });
}
