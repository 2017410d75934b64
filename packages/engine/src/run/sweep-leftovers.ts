import { describeObject, messageOf } from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import type { PreparedRun } from './prepare.ts';

/**
 * Drops staging tables that ended runs left beside this run's targets. Only room is at stake, so
 * a failure is logged and the run goes on.
 */
export async function sweepLeftovers(attempt: Attempt, prepared: PreparedRun): Promise<void> {
  const swept = new Set<string>();
  for (const { target } of prepared.plan.branches) {
    const place = placeOf(target);
    if (swept.has(place)) continue;
    swept.add(place);
    const { signal } = attempt.control;
    try {
      const { loader } = prepared.session(target.connection);
      // The first pass drops nothing and only learns whose tables there are.
      const owners = new Set<string>();
      const remember = (runId: string) => owners.add(runId).size > 0;
      await loader.sweep(target.object, remember, signal);
      owners.delete(attempt.fence.runId);
      if (owners.size === 0) continue;
      // Not those of unknown runs: another installation may be loading into the same place.
      const dead = await attempt.ports.store.endedRuns([...owners]);
      if (dead.size === 0) continue;
      const dropped = await loader.sweep(target.object, (runId) => !dead.has(runId), signal);
      attempt.log.write(
        'info',
        `Dropped ${dropped} staging tables of ended runs beside ${describeObject(target.object)}.`,
      );
    } catch (error) {
      signal.throwIfAborted();
      attempt.log.write('warning', `Staging tables could not be swept: ${messageOf(error)}`);
    }
  }
}

/** Beside which targets the same work tables lie: those of a schema, those of a folder. */
function placeOf({
  connection,
  object,
}: PreparedRun['plan']['branches'][number]['target']): string {
  const folder = object.name.slice(0, object.name.lastIndexOf('/') + 1);
  return JSON.stringify([connection, object.schema ?? null, folder]);
}
