import {
  AiEtlError,
  diffSpecs,
  isTimeZone,
  parseCron,
  type Bindings,
  type Clock,
  type ErrorDetail,
  type PipelineSpec,
  type SpecChange,
} from '@ai-etl/core';
import { nextTimes } from '@ai-etl/engine';
import type { DeployedPipeline, Scope, Store, StoredSchedule } from '@ai-etl/store';
import { usedConnections } from '../../planning/used-connections.ts';
import { found } from '../../scope.ts';
import { describeTables, type TableChange } from './deploy-tables.ts';
import { requireSettled } from './draft.ts';
import { requireSound, type SoundPorts } from './require-sound.ts';

export interface DeployPorts extends SoundPorts {
  readonly pipelines: Store['pipelines'];
  readonly environments: Store['environments'];
  readonly clock: Clock;
}

export interface DeployRequest {
  readonly environment: string;
  /** Absent: the latest. */
  readonly version?: number | undefined;
  /** Absent: as it is deployed, or as the spec says. Null: none. */
  readonly schedule?: string | null | undefined;
  readonly timezone?: string | undefined;
  /** Shows what would change, and changes nothing. */
  readonly dry_run?: boolean | undefined;
}

type WantedSchedule = Pick<StoredSchedule, 'cron' | 'timezone' | 'catchup'>;

/** What a deployment changes. */
export interface DeployChanges {
  /** Null: it was not deployed there. */
  readonly fromVersion: number | null;
  readonly spec: readonly SpecChange[];
  readonly schedule: {
    readonly from: StoredSchedule | null;
    readonly to: WantedSchedule | null;
  };
  readonly connections: { readonly from: Bindings; readonly to: Bindings };
  readonly tables: readonly TableChange[];
}

export interface Deployed {
  readonly pipelineId: string;
  readonly environment: string;
  readonly version: number;
  /** Null: nothing was deployed, it was a dry run. */
  readonly deployedAt: string | null;
  readonly schedule: StoredSchedule | null;
  /** The next five times, RFC 3339. */
  readonly nextRuns: readonly string[];
  readonly changes: DeployChanges;
  /** What a person should know, and can deploy all the same. */
  readonly notes: readonly string[];
}

const shownTimes = 5;

/**
 * Deploys a version to an environment, bound to the connections of that environment. Throws
 * RESOURCE_NOT_FOUND; VALIDATION_ERROR while questions are open, for a schedule that cannot be
 * read or a version that is not there, and when the spec does not fit its data.
 */
export async function deployPipeline(
  ports: DeployPorts,
  scope: Scope,
  call: {
    readonly pipelineId: string;
    readonly request: DeployRequest;
    readonly userId: string;
  },
): Promise<Deployed> {
  const { pipelines, environments, clock } = ports;
  const { pipelineId, request, userId } = call;
  const { environment } = request;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  requireSettled(pipeline, 'deployed');
  const wanted = request.version ?? pipeline.latestVersion;
  refuseUnknownVersion(wanted, pipeline.latestVersion);
  const [version, before, bound] = await Promise.all([
    pipelines.getVersion(scope, pipelineId, wanted),
    deploymentOf(ports, scope, { pipelineId, environment }),
    environments.getBindings(scope, pipeline.projectId, environment),
  ]);
  const { spec } = found(version, 'pipeline', pipelineId);
  const bindings = bindingsFor(spec, bound);
  const schedule = scheduleOf(request, spec, before);
  const now = new Date(clock.now()).toISOString();
  const nextRuns = schedule === null ? [] : nextTimes(schedule, now, shownTimes);
  const proof = await requireSound(ports, scope, { pipeline, spec, bindings, for: 'deploy' });
  const planned = schedule === null ? null : { ...schedule, nextAt: nextRuns[0] ?? null };
  const changes: DeployChanges = {
    fromVersion: before?.deployment.version ?? null,
    spec: before === null ? [] : diffSpecs(before.spec, spec),
    schedule: { from: before?.deployment.schedule ?? null, to: schedule },
    connections: { from: before?.deployment.bindings ?? {}, to: bindings },
    tables: describeTables(proof),
  };
  const deployed =
    request.dry_run === true
      ? null
      : await pipelines.deployPipeline(scope, pipelineId, {
          environment,
          version: wanted,
          bindings,
          deployedBy: userId,
          schedule: planned,
        });
  if (request.dry_run !== true) found(deployed, 'pipeline', pipelineId);
  return {
    pipelineId,
    environment,
    version: wanted,
    deployedAt: deployed?.deployment?.deployedAt ?? null,
    schedule: planned === null ? null : { ...planned, paused: false },
    nextRuns,
    changes,
    notes: notesOf(environment, bindings),
  };
}

export interface DeploymentBefore {
  readonly deployment: DeployedPipeline;
  readonly spec: PipelineSpec;
}

/** What is deployed in an environment now; null: nothing. */
export async function deploymentOf(
  { pipelines }: Pick<DeployPorts, 'pipelines'>,
  scope: Scope,
  { pipelineId, environment }: { readonly pipelineId: string; readonly environment: string },
): Promise<DeploymentBefore | null> {
  const all = (await pipelines.listDeployments(scope, [pipelineId])).get(pipelineId) ?? [];
  const deployment = all.find((one) => one.environment === environment);
  if (deployment === undefined) return null;
  const version = await pipelines.getVersion(scope, pipelineId, deployment.version);
  return { deployment, spec: found(version, 'pipeline', pipelineId).spec };
}

/** The bindings of an environment that matter to a spec. */
export function bindingsFor(spec: PipelineSpec, bound: Bindings): Bindings {
  const known = new Map(Object.entries(bound));
  return Object.fromEntries(
    usedConnections(spec).flatMap(({ id }) => {
      const other = known.get(id);
      return other === undefined ? [] : [[id, other] as const];
    }),
  );
}

/** Throws VALIDATION_ERROR. */
export function refuseUnknownVersion(wanted: number, latest: number): void {
  if (wanted >= 1 && wanted <= latest) return;
  throw new AiEtlError('VALIDATION_ERROR', `There is no version ${wanted} of this pipeline.`, {
    details: [{ field: 'version', error: `must be 1 to ${latest}` }],
  });
}

/**
 * What was asked. Else a schedule that somebody set by hand stays, and one that came from the
 * deployed spec is replaced by the new spec's. Throws VALIDATION_ERROR.
 */
function scheduleOf(
  request: DeployRequest,
  spec: PipelineSpec,
  before: DeploymentBefore | null,
): WantedSchedule | null {
  const { schedule, timezone } = request;
  refuseBadSchedule(request);
  if (schedule === null) return null;
  if (schedule !== undefined) {
    return {
      cron: schedule.trim(),
      timezone: timezone ?? spec.schedule?.timezone ?? 'UTC',
      catchup: spec.schedule?.catchup ?? 'latest',
    };
  }
  const byHand = before !== null && !isAsSpecSays(before);
  const kept = byHand ? before.deployment.schedule : (spec.schedule ?? null);
  if (kept === null) return null;
  return { cron: kept.cron, timezone: timezone ?? kept.timezone, catchup: kept.catchup };
}

function isAsSpecSays({ deployment, spec }: DeploymentBefore): boolean {
  const { schedule } = deployment;
  if (schedule === null || spec.schedule === undefined) {
    return schedule === null && spec.schedule === undefined;
  }
  return schedule.cron === spec.schedule.cron && schedule.timezone === spec.schedule.timezone;
}

function refuseBadSchedule({ schedule, timezone }: DeployRequest): void {
  const details: ErrorDetail[] = [];
  if (timezone !== undefined && !isTimeZone(timezone)) {
    details.push({
      field: 'timezone',
      error: 'Unknown time zone: give an IANA name such as Europe/Berlin or UTC',
    });
  }
  const parsed = typeof schedule === 'string' ? parseCron(schedule) : null;
  if (parsed !== null && !parsed.ok) {
    const hint = parsed.hint === '' ? '' : ` (${parsed.hint})`;
    details.push({
      field: 'schedule',
      error: `Invalid cron expression: ${parsed.message}${hint}`,
    });
  }
  if (details.length === 0) return;
  throw new AiEtlError('VALIDATION_ERROR', 'Invalid pipeline configuration', { details });
}

function notesOf(environment: string, bindings: Bindings): readonly string[] {
  if (environment === 'production' || Object.keys(bindings).length > 0) return [];
  return [
    `${environment} has no connections of its own for this pipeline: it reads and writes those that the spec names, as production does. Bind others with PUT /api/v1/projects/{project_id}/environments/${environment}.`,
  ];
}
