import { Cron } from 'croner';
import type { cursorOf, IncrementalSource } from '@ai-etl/compile';
import {
  AiEtlError,
  wallClockAt,
  type PipelineSpec,
  type ReadWindow,
  type Run,
  type Target,
} from '@ai-etl/core';

/**
 * A backfilled run reads the time between the schedule's time before its own and its own, and
 * leaves the cursors as they are. Only a target that merges can take rows again.
 */
export function backfillWindow({
  run,
  spec,
  target,
  source,
  cursor,
}: {
  readonly run: Pick<Run, 'logicalTime'>;
  readonly spec: PipelineSpec;
  readonly target: Target;
  readonly source: IncrementalSource;
  readonly cursor: ReturnType<typeof cursorOf>;
}): ReadWindow {
  const { kind } = cursor.type;
  if (kind !== 'date' && kind !== 'timestamp' && kind !== 'timestamptz') {
    throw refusal(
      `"${source.id}" is read by "${cursor.name}", which is no time: a range of times cannot be backfilled.`,
      'incremental.cursor',
    );
  }
  if (target.write.mode === 'append') {
    throw refusal(
      `Backfilling would append rows to "${target.id}" that are there already. Merge by keys instead.`,
      'write.mode',
    );
  }
  if (spec.schedule === undefined) {
    throw refusal('Backfilling needs the schedule, whose times are its ranges.', 'schedule');
  }
  const { cron, timezone } = spec.schedule;
  const end = new Date(run.logicalTime);
  const [start] = new Cron(cron, { timezone, paused: true }).previousRuns(1, end);
  const valueOf = (time: Date): string => {
    const reading = kind === 'timestamptz' ? time.getTime() : wallClockAt(time.getTime(), timezone);
    const text = new Date(reading).toISOString();
    if (kind === 'date') return text.slice(0, 10);
    return text
      .slice(0, 23)
      .replace('T', ' ')
      .replace(/\.?0*$/, '');
  };
  return {
    from: start === undefined ? null : valueOf(start),
    to: valueOf(end),
    toExclusive: true,
    isDetour: true,
    seen: [],
  };
}

function refusal(message: string, field: string): AiEtlError {
  return new AiEtlError('PLAN_INVALID', message, { details: [{ field, error: message }] });
}
