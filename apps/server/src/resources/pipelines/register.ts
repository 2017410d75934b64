import type { Logger } from 'pino';
import type { Clock, OpenScratch } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { Connectors } from '../../data/connector-lookup.ts';
import { engineLogOf } from '../../engine-log.ts';
import type { App } from '../../http/app.ts';
import type { ModelsOf } from '../../models/open-models.ts';
import type { ProjectConnectionPorts } from '../../planning/project-connections.ts';
import { makeProver } from '../../planning/prove.ts';
import { registerEnvironmentRoutes } from '../environments/routes.ts';
import { makeEnvironmentService } from '../environments/service.ts';
import { registerRunRoutes } from '../runs/routes.ts';
import { makeRunService } from '../runs/service.ts';
import { registerVerifiedQuestionRoutes } from '../verified-questions/routes.ts';
import { makeVerifiedQuestionService } from '../verified-questions/service.ts';
import type { QuestionService } from '../nl-query/service.ts';
import { makeGenerator } from './generate.ts';
import { registerPipelineRoutes } from './routes.ts';
import { makePipelineService } from './service.ts';
import { makeVersionService } from './versions.ts';

export interface PipelineAreaPorts {
  readonly store: Store;
  readonly project: ProjectConnectionPorts;
  readonly connectors: Connectors;
  readonly openScratch?: OpenScratch;
  readonly clock: Clock;
  readonly log: Logger;
  /** Reads questions as of a moment. */
  readonly askAt: (nowMs: number) => QuestionService;
  readonly modelsOf: ModelsOf;
}

/** Pipelines, the environments they are deployed to, and their runs. */
export function registerPipelines(app: App, ports: PipelineAreaPorts): void {
  const { store, project, connectors, clock, log, modelsOf } = ports;
  const prover = makeProver({
    connections: store.connections,
    connectors,
    clock,
    dryRun: {
      connectors: (type) => connectors.find(type),
      ...(ports.openScratch === undefined ? {} : { openScratch: ports.openScratch }),
      log: engineLogOf(log),
    },
  });
  registerPipelineRoutes(app, {
    service: makePipelineService({ store, project, prover, clock }),
    generator: makeGenerator({ store, project, connectors, prover, clock, modelsOf }),
    create: { store, project, prover },
    code: { store, project, connectors, prover },
    versions: makeVersionService({ store, project, prover }),
    regenerate: { store, project, connectors, prover, clock, modelsOf },
  });
  registerVerifiedQuestionRoutes(
    app,
    makeVerifiedQuestionService({
      store,
      connectors,
      clock,
      askAt: ports.askAt,
      pipelines: { project, prover },
    }),
  );
  registerEnvironmentRoutes(app, makeEnvironmentService(store));
  registerRunRoutes(app, makeRunService(store));
}
