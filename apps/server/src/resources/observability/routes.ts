import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { scopeOf } from '../../scope.ts';
import { getMetrics } from './contract.ts';
import type { ObservabilityService } from './service.ts';

export function registerObservabilityRoutes(app: App, service: ObservabilityService): void {
  app.route({
    ...getMetrics,
    handler: (request) => service.metrics(scopeOf(principalOf(request)), request.query),
  });
}
