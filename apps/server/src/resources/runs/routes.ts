import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import type { FoundRuns, RunFilter, RunPage } from '@ai-etl/store';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { readCursor, sendNextCursor, sendPageHeaders, sortOf } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import { cancelRun, getRun, listAllRuns, listRunLogs, listRuns } from './contract.ts';
import { presentRun, presentTask } from './present.ts';
import type { RunService } from './service.ts';

export function registerRunRoutes(app: App, service: RunService): void {
  app.route({
    ...listRuns,
    handler: async (request, reply) => {
      const filter = { ...filterOf(request.query), pipelineId: request.params.pipeline_id };
      const asked = pageAsked(request.query);
      const listed = await service.list(scopeOf(principalOf(request)), filter, asked);
      sendRunHeaders(request, reply, { asked, listed });
      return listed.items.map(presentRun);
    },
  });

  app.route({
    ...listAllRuns,
    handler: async (request, reply) => {
      const { project_id: projectId, pipeline_id: pipelineId } = request.query;
      const filter = {
        ...filterOf(request.query),
        ...(projectId === undefined ? {} : { projectId }),
        ...(pipelineId === undefined ? {} : { pipelineId }),
      };
      const asked = pageAsked(request.query);
      const listed = await service.list(scopeOf(principalOf(request)), filter, asked);
      sendRunHeaders(request, reply, { asked, listed });
      return listed.items.map(presentRun);
    },
  });

  app.route({
    ...getRun,
    handler: async (request) => {
      const { run, tasks } = await service.get(
        scopeOf(principalOf(request)),
        request.params.run_id,
      );
      return { ...presentRun(run), tasks: tasks.map(presentTask) };
    },
  });

  app.route({
    ...listRunLogs,
    handler: async (request, reply) => {
      const { cursor, limit, level, task, q } = request.query;
      const after = cursor === undefined ? request.query.after : readCursor(logList, cursor);
      const scope = scopeOf(principalOf(request));
      const lines = await service.logs(scope, request.params.run_id, {
        afterId: after,
        limit,
        ...(level === undefined ? {} : { levels: level }),
        ...(task === undefined ? {} : { task }),
        ...(q === undefined ? {} : { search: q }),
      });
      const last = lines.at(-1)?.id ?? after;
      const position = lines.length < limit ? null : last;
      sendNextCursor(request, reply, { list: logList, position });
      return { logs: [...lines], next_after: last };
    },
  });

  app.route({
    ...cancelRun,
    handler: async (request, reply) => {
      const run = await service.cancel(scopeOf(principalOf(request)), request.params.run_id);
      return reply.code(202).send(presentRun(run));
    },
  });
}

/** What cursors of these lists begin with, so that one cannot be used on the other. */
const runList = 'runs';
const logList = 'logs';

type RunQuery = z.output<typeof listAllRuns.schema.querystring>;

function filterOf(query: Omit<RunQuery, 'project_id' | 'pipeline_id'>): RunFilter {
  const { status, trigger, environment, version, from, to } = query;
  const { logical_from: logicalFrom, logical_to: logicalTo } = query;
  return {
    ...(status === undefined ? {} : { statuses: status }),
    ...(trigger === undefined ? {} : { triggers: trigger }),
    ...(environment === undefined ? {} : { environment }),
    ...(version === undefined ? {} : { version }),
    ...(from === undefined ? {} : { createdFrom: from }),
    ...(to === undefined ? {} : { createdTo: to }),
    ...(logicalFrom === undefined ? {} : { logicalFrom }),
    ...(logicalTo === undefined ? {} : { logicalTo }),
  };
}

/** Throws VALIDATION_ERROR for a cursor of another list, or with an order it cannot go on in. */
function pageAsked({ page, per_page: perPage, sort: wanted, cursor }: RunQuery): RunPage {
  const sort = sortOf(wanted, { field: 'created_at', descending: true });
  if (cursor === undefined) return { page, perPage, sort };
  if (sort.field === 'created_at') return { after: readCursor(runList, cursor), perPage, sort };
  throw new AiEtlError('VALIDATION_ERROR', 'The request is not valid: see sort.', {
    details: [{ field: 'sort', error: 'must be created_at or -created_at where cursor is given' }],
  });
}

function sendRunHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { asked, listed }: { readonly asked: RunPage; readonly listed: FoundRuns },
): void {
  const { total, next } = listed;
  if ('page' in asked && total !== null) sendPageHeaders(request, reply, { ...asked, total });
  else reply.header('X-Per-Page', asked.perPage);
  sendNextCursor(request, reply, { list: runList, position: next });
}
