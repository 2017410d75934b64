import {
  AiEtlError,
  isTimeZone,
  parseCron,
  type Clock,
  type ErrorDetail,
  type PipelineSpec,
} from '@ai-etl/core';
import { nextTimes } from '@ai-etl/engine';
import type { Pipeline, Scope, Store, StoredSchedule } from '@ai-etl/store';
import { found } from '../../scope.ts';
import { requireSettled } from './draft.ts';
import { requireSound, type SoundPorts } from './require-sound.ts';

export interface DeployPorts extends SoundPorts {
  readonly pipelines: Store['pipelines'];
  readonly clock: Clock;
}

export interface DeployRequest {
  readonly environment: string;
  /** Absent: what the spec says. Null: none. */
  readonly schedule?: string | null | undefined;
  readonly timezone?: string | undefined;
}

export interface Deployed {
  readonly pipeline: Pipeline;
  /** The next five times, RFC 3339. */
  readonly nextRuns: readonly string[];
}

const shownTimes = 5;

/**
 * Deploys the latest version. Throws RESOURCE_NOT_FOUND; VALIDATION_ERROR while questions are
 * open, for a schedule that cannot be read, and when the spec does not fit its data.
 */
export async function deployPipeline(
  ports: DeployPorts,
  scope: Scope,
  { pipelineId, request }: { readonly pipelineId: string; readonly request: DeployRequest },
): Promise<Deployed> {
  const { pipelines, clock } = ports;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  requireSettled(pipeline, 'deployed');
  const version = found(await pipelines.getVersion(scope, pipelineId), 'pipeline', pipelineId);
  const schedule = scheduleOf(request, version.spec);
  const now = new Date(clock.now()).toISOString();
  const nextRuns = schedule === null ? [] : nextTimes(schedule, now, shownTimes);
  await requireSound(ports, scope, { pipeline, spec: version.spec, for: 'deploy' });
  const deployed = await pipelines.deployPipeline(scope, pipelineId, {
    environment: request.environment,
    version: version.version,
    schedule: schedule === null ? null : { ...schedule, nextAt: nextRuns[0] ?? null },
  });
  return { pipeline: found(deployed, 'pipeline', pipelineId), nextRuns };
}

type WantedSchedule = Pick<StoredSchedule, 'cron' | 'timezone' | 'catchup'>;

/** What was asked, else what the sentence said. Throws VALIDATION_ERROR. */
function scheduleOf(request: DeployRequest, spec: PipelineSpec): WantedSchedule | null {
  const { schedule, timezone } = request;
  const details: ErrorDetail[] = [];
  if (timezone !== undefined && !isTimeZone(timezone)) {
    details.push({
      field: 'timezone',
      error: 'Unknown time zone: give an IANA name such as Europe/Berlin or UTC',
    });
  }
  const cron = schedule === undefined ? spec.schedule?.cron : schedule;
  const parsed = typeof cron === 'string' ? parseCron(cron) : null;
  if (parsed !== null && !parsed.ok) {
    const hint = parsed.hint === '' ? '' : ` (${parsed.hint})`;
    details.push({
      field: 'schedule',
      error: `Invalid cron expression: ${parsed.message}${hint}`,
    });
  }
  if (details.length > 0) {
    throw new AiEtlError('VALIDATION_ERROR', 'Invalid pipeline configuration', { details });
  }
  if (typeof cron !== 'string') return null;
  return {
    cron: cron.trim(),
    timezone: timezone ?? spec.schedule?.timezone ?? 'UTC',
    catchup: spec.schedule?.catchup ?? 'latest',
  };
}
