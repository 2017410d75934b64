import type { Clock } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { CatalogCache } from '../../data/catalog-cache.ts';
import type { Connectors } from '../../data/connector-lookup.ts';
import type { App } from '../../http/app.ts';
import { registerConnectorRoutes } from '../connectors/routes.ts';
import { registerConnectorAiRoutes } from '../connectors-ai/routes.ts';
import { makeConnectorConfigurator } from '../connectors-ai/service.ts';
import { makeCatalogService } from './catalog-service.ts';
import { registerCatalogRoutes } from './routes-catalog.ts';
import { registerConnectionRoutes } from './routes.ts';
import { makeConnectionService } from './service.ts';

export interface ConnectionAreaPorts {
  readonly store: Store;
  readonly connectors: Connectors;
  readonly catalogs: CatalogCache;
  readonly clock: Clock;
}

/** The connectors there are, the connections made with them, and words that make one. */
export function registerConnections(app: App, ports: ConnectionAreaPorts): void {
  const { store, connectors, catalogs, clock } = ports;
  const specs = connectors.all.map((one) => one.spec);
  registerConnectorRoutes(app, specs);
  registerConnectionRoutes(app, makeConnectionService({ store, connectors, catalogs }));
  registerCatalogRoutes(app, makeCatalogService({ store, connectors, clock }));
  registerConnectorAiRoutes(app, makeConnectorConfigurator({ store, connectors }));
}
