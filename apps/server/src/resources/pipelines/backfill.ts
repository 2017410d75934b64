import {
  AiEtlError,
  instantAt,
  isTimeZone,
  parseCron,
  type ErrorDetail,
  type ParamValue,
  type PipelineSpec,
  type Run,
} from '@ai-etl/core';
import { timesBetween, type CronSchedule } from '@ai-etl/engine';
import type { Scope, StoredSchedule } from '@ai-etl/store';
import { isMoment } from '../../http/moment.ts';
import { found } from '../../scope.ts';
import { requireSettled } from './draft.ts';
import { requireSound } from './require-sound.ts';
import { momentAndParams, versionToRun, type RunPorts } from './run.ts';

export interface BackfillBody {
  /** Dates are whole days of the time zone; both ends belong to the range. */
  readonly from: string;
  readonly to: string;
  readonly environment: string;
  /** Absent: the schedule of the environment, else of the spec. */
  readonly cron?: string | undefined;
  readonly timezone?: string | undefined;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** More times than this are refused. */
  readonly limit: number;
  /** Also times that have run well. */
  readonly again: boolean;
  readonly dry_run: boolean;
}

export interface Backfill {
  readonly version: number;
  readonly schedule: CronSchedule;
  readonly times: readonly {
    readonly logicalTime: string;
    readonly outcome: 'created' | 'would_create' | 'exists';
    readonly run: Run | null;
  }[];
}

/**
 * Queues a run for each time of a schedule in a range, each time once: one that has run well, or is
 * still to run, is left alone. Throws RESOURCE_NOT_FOUND; VALIDATION_ERROR for a range that is no
 * range, holds more times than the limit or none, and for whatever a run is refused for.
 */
export async function backfillPipeline(
  ports: RunPorts,
  scope: Scope,
  { pipelineId, request }: { readonly pipelineId: string; readonly request: BackfillBody },
): Promise<Backfill> {
  const { pipelines, runs, clock } = ports;
  const { environment } = request;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  requireSettled(pipeline, 'run');
  const running = await versionToRun(ports, scope, { pipeline, environment });
  const { version, spec, bindings, deployed } = running;
  const schedule = scheduleOf(request, spec, deployed?.schedule ?? null);
  const logicalTimes = timesOf(request, schedule, clock.now());
  const { params } = momentAndParams(spec, request.params, clock);
  await requireSound(ports, scope, {
    pipeline,
    spec,
    bindings,
    for: 'run',
  });
  const wanted = {
    pipelineId,
    pipelineVersion: version,
    environment,
    bindings,
    params,
    logicalTimes,
    again: request.again,
  };
  if (request.dry_run) {
    const planned = await runs.planBackfill(scope, wanted);
    const times = planned.map(({ logicalTime, existing }) => ({
      logicalTime,
      outcome: existing === null ? ('would_create' as const) : ('exists' as const),
      run: existing,
    }));
    return { version, schedule, times };
  }
  const made = await runs.createBackfill(scope, wanted);
  const times = made.map(({ logicalTime, existing, created }) => ({
    logicalTime,
    outcome: created === null ? ('exists' as const) : ('created' as const),
    run: created ?? existing,
  }));
  return { version, schedule, times };
}

/** Throws VALIDATION_ERROR. */
function scheduleOf(
  { cron, timezone }: BackfillBody,
  spec: PipelineSpec,
  deployed: StoredSchedule | null,
): CronSchedule {
  const usual = deployed ?? spec.schedule ?? null;
  const details: ErrorDetail[] = [];
  if (timezone !== undefined && !isTimeZone(timezone)) {
    details.push({ field: 'timezone', error: 'must be an IANA name such as Europe/Berlin or UTC' });
  }
  const line = cron ?? usual?.cron;
  const parsed = line === undefined ? null : parseCron(line);
  if (line === undefined) {
    details.push({
      field: 'cron',
      error: 'required: the pipeline has no schedule here that says which times to run',
    });
  } else if (parsed !== null && !parsed.ok) {
    details.push({ field: 'cron', error: `Invalid cron expression: ${parsed.message}` });
  }
  if (details.length > 0 || line === undefined) throw refused(details);
  return { cron: line.trim(), timezone: timezone ?? usual?.timezone ?? 'UTC' };
}

/** Times of the past only, earliest first. Throws VALIDATION_ERROR. */
function timesOf(request: BackfillBody, schedule: CronSchedule, nowMs: number): readonly string[] {
  const from = edgeOf(request.from, schedule.timezone, 'start');
  const to = edgeOf(request.to, schedule.timezone, 'end');
  const wording = 'must be a date such as 2024-01-26, or a time such as 2024-01-26T10:00:00Z';
  const details: ErrorDetail[] = [];
  if (from === null) details.push({ field: 'from', error: wording });
  if (to === null) details.push({ field: 'to', error: wording });
  if (from === null || to === null) throw refused(details);
  if (to < from) throw refused([{ field: 'to', error: 'must not be before `from`' }]);
  if (from > nowMs) throw refused([{ field: 'from', error: 'must not be in the future' }]);
  const range = {
    // The range of the engine does not hold its first moment.
    after: new Date(from - 1).toISOString(),
    upTo: new Date(Math.min(to, nowMs)).toISOString(),
  };
  const { limit } = request;
  const times = timesBetween(schedule, range, limit + 1);
  if (times.length > limit) {
    throw refused([
      {
        field: 'limit',
        error: `the range holds more than ${limit} times: shorten it, or raise the limit (at most 1000)`,
      },
    ]);
  }
  if (times.length > 0) return times;
  throw refused([
    {
      field: 'to',
      error: `the range holds no past time of "${schedule.cron}" (${schedule.timezone})`,
    },
  ]);
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const dayMs = 86_400_000;

/** Milliseconds; null: no time. A date is a whole day of the zone. */
function edgeOf(text: string, timezone: string, edge: 'start' | 'end'): number | null {
  const day = text.slice(0, 10);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // JavaScript takes 31 February for 2 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  if (datePattern.test(text)) {
    const instant =
      edge === 'start' ? instantAt(midnight, timezone) : instantAt(midnight + dayMs, timezone) - 1;
    return isMoment(instant) ? instant : null;
  }
  const time = timePattern.test(text) ? Date.parse(text) : Number.NaN;
  return isMoment(time) ? time : null;
}

function refused(details: readonly ErrorDetail[]): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The backfill cannot be made.', { details });
}
