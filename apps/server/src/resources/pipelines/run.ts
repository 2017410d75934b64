import {
  AiEtlError,
  bindParams,
  type Bindings,
  type Clock,
  type ErrorDetail,
  type ParamValue,
  type PipelineSpec,
  type Run,
} from '@ai-etl/core';
import { isTerminal } from '@ai-etl/engine';
import type { DeployedPipeline, Pipeline, Scope, Store } from '@ai-etl/store';
import { isMoment } from '../../http/moment.ts';
import { found } from '../../scope.ts';
import { bindingsFor, deploymentOf } from './deploy.ts';
import { requireSettled } from './draft.ts';
import { requireSound, type SoundPorts } from './require-sound.ts';

export interface RunPorts extends SoundPorts {
  readonly pipelines: Store['pipelines'];
  readonly runs: Store['runs'];
  readonly environments: Store['environments'];
  readonly clock: Clock;
}

export interface RunRequest {
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly async: boolean;
  readonly environment: string;
  readonly full_refresh: boolean;
  /** Unique for the caller's Idempotency-Key: one run, even if its answer was lost with the process. */
  readonly keptKey?: string | undefined;
}

/** How long a caller of a synchronous run is kept waiting. */
const longestWaitMs = 10 * 60_000;
const firstLookMs = 50;
const longestPauseMs = 500;

/**
 * Queues a run, and with `async` false waits until it has ended (or ten minutes, or until
 * `signal`: the run goes on). Throws RESOURCE_NOT_FOUND; VALIDATION_ERROR while questions are
 * open, when the spec does not fit its data, or for parameters that do not fit.
 */
export async function runPipeline(
  ports: RunPorts,
  scope: Scope,
  {
    pipelineId,
    request,
    signal,
  }: { readonly pipelineId: string; readonly request: RunRequest; readonly signal: AbortSignal },
): Promise<Run> {
  const { pipelines, runs, clock } = ports;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  requireSettled(pipeline, 'run');
  const { environment } = request;
  const { version, spec, bindings } = await versionToRun(ports, scope, { pipeline, environment });
  await requireSound(ports, scope, { pipeline, spec, bindings, for: 'run' });
  const run = await runs.createRun(scope, {
    pipelineId,
    pipelineVersion: version,
    environment,
    bindings,
    trigger: 'manual',
    fullRefresh: request.full_refresh,
    ...momentAndParams(spec, request.params, clock),
    ...(request.keptKey === undefined ? {} : { scheduleKey: `idempotency:${request.keptKey}` }),
  });
  return request.async ? run : waitForEnd(ports, scope, { run, signal });
}

/**
 * What is deployed in the environment, with the connections it was deployed with; where nothing
 * is, the latest version with the environment's connections of now.
 */
export async function versionToRun(
  { pipelines, environments }: Pick<RunPorts, 'pipelines' | 'environments'>,
  scope: Scope,
  { pipeline, environment }: { readonly pipeline: Pipeline; readonly environment: string },
): Promise<{
  readonly version: number;
  readonly spec: PipelineSpec;
  readonly bindings: Bindings;
  readonly deployed: DeployedPipeline | null;
}> {
  const { id: pipelineId, projectId } = pipeline;
  const before = await deploymentOf({ pipelines }, scope, { pipelineId, environment });
  if (before !== null) {
    const { deployment, spec } = before;
    const { version, bindings } = deployment;
    return { version, spec, bindings, deployed: deployment };
  }
  const [latest, bound] = await Promise.all([
    pipelines.getVersion(scope, pipelineId),
    environments.getBindings(scope, projectId, environment),
  ]);
  const { version, spec } = found(latest, 'pipeline', pipelineId);
  return { version, spec, bindings: bindingsFor(spec, bound), deployed: null };
}

/**
 * A `date` that the pipeline does not declare is the moment the run is about: relative dates
 * such as "yesterday" are counted from it.
 */
export function momentAndParams(
  spec: PipelineSpec,
  given: RunRequest['params'],
  clock: Pick<Clock, 'now'>,
): { readonly logicalTime: string; readonly params: Readonly<Record<string, ParamValue>> } {
  const declaresDate = spec.params.some((param) => param.name === 'date');
  const { date, ...others } = given;
  const namesMoment = date !== undefined && !declaresDate;
  const bound = bindParams(spec.params, namesMoment ? others : given);
  const moment = namesMoment ? parseMoment(date) : clock.now();
  const details: ErrorDetail[] = bound.ok
    ? []
    : bound.diagnostics.map(({ path, message, hint }) => ({
        field: path,
        error: hint === undefined ? message : `${message} (${hint})`,
      }));
  if (moment === null) {
    details.push({
      field: 'params.date',
      error: 'must be a date such as 2024-01-26, or a time such as 2024-01-26T10:00:00Z',
    });
  }
  if (!bound.ok || moment === null) {
    throw new AiEtlError('VALIDATION_ERROR', 'The parameters do not fit the pipeline.', {
      details,
    });
  }
  return { logicalTime: new Date(moment).toISOString(), params: bound.values };
}

function parseMoment(value: ParamValue): number | null {
  if (typeof value !== 'string') return null;
  const day = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const match = day.exec(value);
  if (match === null) return null;
  const time = Date.parse(value);
  if (!isMoment(time)) return null;
  // JavaScript takes 31 February for 2 March.
  const [, year, month, date] = match;
  const calendar = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return calendar.getUTCDate() === Number(date) ? time : null;
}

async function waitForEnd(
  { runs, clock }: RunPorts,
  scope: Scope,
  { run, signal }: { readonly run: Run; readonly signal: AbortSignal },
): Promise<Run> {
  const until = clock.now() + longestWaitMs;
  let latest = run;
  for (let pauseMs = firstLookMs; !isTerminal(latest.status) && clock.now() < until;) {
    if (signal.aborted) return latest;
    // Only the caller's going away ends the pause early.
    await clock.sleep(pauseMs, signal).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
    latest = found(await runs.getRun(scope, run.id), 'run', run.id);
  }
  return latest;
}
