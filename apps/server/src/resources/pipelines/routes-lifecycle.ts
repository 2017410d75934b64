import { describeCron } from '@ai-etl/core';
import type { DeployedPipeline } from '@ai-etl/store';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { scopeOf } from '../../scope.ts';
import { clonePipeline as copyPipeline } from './clone.ts';
import { printCode, type CodePorts } from './code.ts';
import { exportPipeline, getCode, importPipeline } from './contract-files.ts';
import {
  backfillPipeline,
  clonePipeline,
  describePipeline,
  restorePipeline,
  validatePipeline,
} from './contract-lifecycle.ts';
import type { CreatePorts } from './create.ts';
import { describePipeline as describeVersion, validatePipeline as prove } from './describe.ts';
import { exportPipeline as writeFile, importPipeline as readFile } from './files.ts';
import {
  presentChange,
  presentDeployment,
  presentPlan,
  presentSummary,
  presentTable,
  presentValidation,
} from './present.ts';
import type { PipelineService } from './service.ts';

export interface LifecyclePorts {
  readonly service: PipelineService;
  readonly create: CreatePorts;
  readonly code: CodePorts;
}

/** Everything a pipeline can do beside being made, deployed and run. */
export function registerLifecycleRoutes(app: App, { service, create, code }: LifecyclePorts): void {
  app.route({
    ...restorePipeline,
    handler: async (request) =>
      presentSummary(
        await service.restore(scopeOf(principalOf(request)), request.params.pipeline_id),
      ),
  });

  app.route({
    ...validatePipeline,
    handler: async (request) => {
      const pipelineId = request.params.pipeline_id;
      const scope = scopeOf(principalOf(request));
      const { version, proof, tables } = await prove(code, scope, { pipelineId, ...request.body });
      return {
        pipeline_id: pipelineId,
        version,
        environment: request.body.environment,
        validation: presentValidation(proof.diagnostics, { open: false, proof }),
        plan: proof.plan === null ? null : presentPlan(proof.plan),
        tables: tables.map(presentTable),
      };
    },
  });

  app.route({
    ...describePipeline,
    handler: async (request) => {
      const pipelineId = request.params.pipeline_id;
      const choice = { pipelineId, version: request.query.version };
      const scope = scopeOf(principalOf(request));
      const { version, text, deployments } = await describeVersion(code, scope, choice);
      const places = deployments.map(sayDeployment);
      return {
        pipeline_id: pipelineId,
        version: version.version,
        text,
        sentences: [text, ...(places.length === 0 ? ['Not deployed.'] : places)],
        deployments: deployments.map(presentDeployment),
      };
    },
  });

  app.route({
    ...clonePipeline,
    handler: async (request, reply) => {
      const pipelineId = request.params.pipeline_id;
      const call = { pipelineId, request: request.body };
      return reply.code(201).send(await copyPipeline(create, principalOf(request), call));
    },
  });

  app.route({
    ...backfillPipeline,
    handler: async (request, reply) => {
      const id = request.params.pipeline_id;
      const { environment, dry_run } = request.body;
      const scope = scopeOf(principalOf(request));
      const { version, schedule, times } = await service.backfill(scope, id, request.body);
      return reply.code(202).send({
        pipeline_id: id,
        environment,
        version,
        cron: schedule.cron,
        timezone: schedule.timezone,
        dry_run,
        created: times.filter((one) => one.outcome === 'created').length,
        times: times.map(({ logicalTime, outcome, run }) => ({
          logical_time: logicalTime,
          outcome,
          run_id: run?.id ?? null,
          status: run?.status ?? null,
        })),
      });
    },
  });

  app.route({
    ...getCode,
    handler: async (request) => {
      const pipelineId = request.params.pipeline_id;
      const { target } = request.query;
      const call = { pipelineId, request: request.query };
      const printed = await printCode(code, scopeOf(principalOf(request)), call);
      return { pipeline_id: pipelineId, target, ...printed };
    },
  });

  app.route({
    ...exportPipeline,
    handler: async (request, reply) => {
      const choice = {
        pipelineId: request.params.pipeline_id,
        version: request.query.version,
      };
      const file = await writeFile(create, scopeOf(principalOf(request)), choice);
      return reply
        .type('application/yaml')
        .header('content-disposition', `attachment; filename="${file.filename}"`)
        .serializer(String)
        .send(file.text);
    },
  });

  app.route({
    ...importPipeline,
    handler: async (request) => {
      const imported = await readFile(create, principalOf(request), request.body);
      return {
        outcome: imported.outcome,
        dry_run: request.body.dry_run,
        pipeline_id: imported.pipelineId,
        version: imported.version,
        changes: imported.changes.map(presentChange),
        pipeline: imported.pipeline,
      };
    },
  });
}

function sayDeployment({ environment, version, schedule }: DeployedPipeline): string {
  const place = `Version ${version} is deployed to ${environment}`;
  if (schedule === null) return `${place}, without a schedule.`;
  const times = `${describeCron(schedule.cron)} (${schedule.timezone})`;
  return schedule.paused
    ? `${place}; its schedule, ${times}, is paused.`
    : `${place} and runs ${times}.`;
}
