import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Installation } from './installation.ts';

export interface EndedRun {
  readonly status: string;
  readonly attempts: number;
  readonly error: string | null;
}

const Run = z.object({
  run_id: z.string(),
  status: z.string(),
  attempt: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** Longer than any recovery here should take. */
const endsWithinMs = 240_000;

/**
 * Asks for a run through the API and follows it to its end. The key makes asking again after a
 * lost answer harmless.
 */
export async function makeRun(
  installation: Installation,
  pipelineId: string,
  version: number,
): Promise<EndedRun> {
  const asked = await installation.call('POST', `/pipelines/${pipelineId}:run`, {
    body: { async: true },
    idempotencyKey: `${pipelineId}-${version}`,
  });
  const { run_id: runId } = Run.parse(asked);
  const until = Date.now() + endsWithinMs;
  for (;;) {
    const run = Run.parse(await installation.call('GET', `/runs/${runId}`));
    if (['success', 'failed', 'cancelled'].includes(run.status)) {
      const error = run.error === null ? null : `${run.error.code}: ${run.error.message}`;
      return { status: run.status, attempts: run.attempt, error };
    }
    // Judged as unclear.
    if (Date.now() > until) return { status: run.status, attempts: run.attempt, error: null };
    await pause(100);
  }
}
