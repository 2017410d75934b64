import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { scopeOf } from '../../scope.ts';
import { configureConnector } from './contract.ts';
import type { ConnectorConfigurator } from './service.ts';

export function registerConnectorAiRoutes(app: App, configurator: ConnectorConfigurator): void {
  app.route({
    ...configureConnector,
    handler: (request) => configurator.configure(scopeOf(principalOf(request)), request.body),
  });
}
