import type { Clock } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { CatalogCache } from '../../data/catalog-cache.ts';
import type { PreparedSchemas } from '../../data/prepared-schemas.ts';
import type { Connectors } from '../../data/connector-lookup.ts';
import type { App } from '../../http/app.ts';
import type { ModelsOf } from '../../models/open-models.ts';
import type { ProjectConnectionPorts } from '../../planning/project-connections.ts';
import { registerGlossaryRoutes } from '../glossary/routes.ts';
import { makeGlossaryService } from '../glossary/service.ts';
import { registerNlQueryRoutes } from '../nl-query/routes.ts';
import { makeQuestionService } from '../nl-query/service.ts';
import type { PriceTable } from '../storage/model/price-table.ts';
import { registerStorageRoutes } from '../storage/routes.ts';
import { makeStorageService } from '../storage/service.ts';
import { registerDataRoutes } from './routes.ts';
import { makeDataService } from './service.ts';

export interface DataAreaPorts {
  readonly store: Store;
  readonly project: ProjectConnectionPorts;
  readonly connectors: Connectors;
  readonly catalogs: CatalogCache;
  readonly prepared: PreparedSchemas;
  readonly clock: Clock;
  readonly prices: PriceTable;
  readonly modelsOf: ModelsOf;
}

/** What is in the systems: previews and profiles, questions in words, where to store what. */
export function registerData(app: App, ports: DataAreaPorts): void {
  const { store, project, connectors, catalogs, prepared, clock, prices, modelsOf } = ports;
  const { connections } = store;
  const words = { project, prepared, modelsOf };
  const service = makeQuestionService({ store, catalogs, connectors, clock, ...words });
  registerNlQueryRoutes(app, service);
  registerGlossaryRoutes(app, makeGlossaryService({ store }));
  registerDataRoutes(app, makeDataService({ connections, connectors, catalogs, clock }));
  registerStorageRoutes(
    app,
    makeStorageService({ connections, connectors, catalogs, clock, prices }),
  );
}
