import type { Answers } from '@ai-etl/planner';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { whenWaitingEnds } from '../../http/caller-left.ts';
import { sendPageHeaders, sortOf } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import { presentRun } from '../runs/present.ts';
import {
  deployPipeline,
  getPipelineStatus,
  pausePipeline,
  resumePipeline,
  runPipeline,
} from './contract-running.ts';
import {
  clarifyPipeline,
  createPipeline,
  deletePipeline,
  generatePipeline,
  getPipeline,
  listPipelines,
} from './contract.ts';
import { createPipeline as createFromSpec, type CreatePorts } from './create.ts';
import type { CodePorts } from './code.ts';
import { regeneratePipeline } from './contract-regenerate.ts';
import { openQuestions } from './draft.ts';
import { presentAssumptions, type Generator } from './generate.ts';
import {
  presentDag,
  presentDeployed,
  presentQuestion,
  presentSchedule,
  presentSummary,
} from './present.ts';
import { regeneratePipeline as regenerateFrom, type RegeneratePorts } from './regenerate.ts';
import { registerLifecycleRoutes } from './routes-lifecycle.ts';
import { registerVersionRoutes } from './routes-versions.ts';
import type { PipelineService } from './service.ts';
import type { VersionService } from './versions.ts';

export interface PipelineRoutePorts {
  readonly service: PipelineService;
  readonly generator: Generator;
  readonly create: CreatePorts;
  readonly code: CodePorts;
  readonly versions: VersionService;
  readonly regenerate: RegeneratePorts;
}

export function registerPipelineRoutes(app: App, ports: PipelineRoutePorts): void {
  const { service, generator, create, code, versions, regenerate } = ports;
  registerVersionRoutes(app, versions);
  registerLifecycleRoutes(app, { service, create, code });
  app.route({
    ...generatePipeline,
    handler: (request) => generator.generate(principalOf(request), request.body),
  });

  app.route({
    ...regeneratePipeline,
    handler: (request) =>
      regenerateFrom(regenerate, principalOf(request), {
        pipelineId: request.params.pipeline_id,
        ...request.body,
      }),
  });

  app.route({
    ...createPipeline,
    handler: async (request, reply) =>
      reply.code(201).send(await createFromSpec(create, principalOf(request), request.body)),
  });

  app.route({
    ...clarifyPipeline,
    handler: (request) => {
      const answers: Answers = request.body.answers;
      return generator.clarify(principalOf(request), {
        pipelineId: request.params.pipeline_id,
        answers,
        options: request.body.options,
      });
    },
  });

  app.route({
    ...listPipelines,
    handler: async (request, reply) => {
      const {
        page,
        per_page: perPage,
        project_id,
        status,
        q,
        environment,
        connection_id,
      } = request.query;
      const filter = {
        deleted: request.query.deleted === 'true',
        ...(project_id === undefined ? {} : { projectId: project_id }),
        ...(status === undefined ? {} : { status }),
        ...(q === undefined ? {} : { search: q }),
        ...(environment === undefined ? {} : { environment }),
        ...(connection_id === undefined ? {} : { connectionId: connection_id }),
      };
      const asked = { page, perPage };
      const sort = sortOf(request.query.sort, { field: 'created_at', descending: true });
      const scope = scopeOf(principalOf(request));
      const { items, total } = await service.list(scope, filter, { ...asked, sort });
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map(presentSummary);
    },
  });

  app.route({
    ...getPipeline,
    handler: async (request) => {
      const scope = scopeOf(principalOf(request));
      const detail = await service.get(scope, request.params.pipeline_id);
      const { pipeline, version, proof } = detail;
      return {
        ...presentSummary(detail),
        description: version?.spec.description ?? null,
        spec: version?.spec ?? null,
        clarification: openQuestions(pipeline).map(presentQuestion),
        assumptions: version === null ? [] : presentAssumptions(version.spec),
        code: proof?.code ?? null,
        dag_definition: proof === null || proof.dag === null ? null : presentDag(proof.dag),
      };
    },
  });

  app.route({
    ...deletePipeline,
    handler: async (request, reply) => {
      await service.delete(scopeOf(principalOf(request)), request.params.pipeline_id);
      return reply.code(204).send();
    },
  });

  app.route({
    ...deployPipeline,
    handler: async (request) =>
      presentDeployed(
        await service.deploy(principalOf(request), request.params.pipeline_id, request.body),
      ),
  });

  app.route({
    ...runPipeline,
    handler: async (request, reply) => {
      const run = await service.run(
        scopeOf(principalOf(request)),
        request.params.pipeline_id,
        { ...request.body, keptKey: request.keptCall?.storedKey },
        whenWaitingEnds(reply),
      );
      return reply.code(run.finishedAt === null ? 202 : 200).send(presentRun(run));
    },
  });

  app.route({
    ...getPipelineStatus,
    handler: (request) => service.status(scopeOf(principalOf(request)), request.params.pipeline_id),
  });

  app.route({
    ...pausePipeline,
    handler: async (request) =>
      presentSchedule(
        await service.pause(
          scopeOf(principalOf(request)),
          request.params.pipeline_id,
          request.body.environment,
        ),
      ),
  });

  app.route({
    ...resumePipeline,
    handler: async (request) =>
      presentSchedule(
        await service.resume(
          scopeOf(principalOf(request)),
          request.params.pipeline_id,
          request.body.environment,
        ),
      ),
  });
}
