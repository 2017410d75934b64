import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Installation } from './installation.ts';

/** A run on its way. */
export interface FollowedRun {
  readonly id: string;
  /** The newest one that is known of; 0 before the first. */
  attempt(): number;
  readonly ended: Promise<EndedRun>;
}

export interface EndedRun {
  readonly status: string;
  readonly attempts: number;
  readonly error: string | null;
  /** Chunks that earlier attempts had loaded, and rows in them. */
  readonly resumedChunks: number;
  readonly resumedRows: number;
}

const Run = z.object({
  run_id: z.string(),
  status: z.string(),
  attempt: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  receipt: z
    .object({
      targets: z.array(
        z.object({
          resumed_chunks: z.number().default(0),
          resumed_rows: z.coerce.number().default(0),
        }),
      ),
    })
    .nullish(),
});

/** Longer than any recovery here should take, on a busy machine too. */
const endsWithinMs = 600_000;

/** Asks for a run through the API. The key makes asking again after a lost answer harmless. */
export async function askForRun(
  installation: Installation,
  pipelineId: string,
  version: number,
): Promise<string> {
  const asked = await installation.call('POST', `/pipelines/${pipelineId}:run`, {
    body: { async: true },
    idempotencyKey: `${pipelineId}-${version}`,
  });
  return Run.parse(asked).run_id;
}

/** Follows a run to its end. */
export function followRun(installation: Installation, runId: string): FollowedRun {
  const until = Date.now() + endsWithinMs;
  let attempt = 0;
  const follow = async (): Promise<EndedRun> => {
    for (;;) {
      const run = Run.parse(await installation.call('GET', `/runs/${runId}`));
      attempt = run.attempt;
      if (['success', 'failed', 'cancelled'].includes(run.status)) {
        const error = run.error === null ? null : `${run.error.code}: ${run.error.message}`;
        return endedRun(run, error);
      }
      // Judged as unclear.
      if (Date.now() > until) return endedRun(run, null);
      await pause(150);
    }
  };
  return { id: runId, attempt: () => attempt, ended: follow() };
}

function endedRun(run: z.infer<typeof Run>, error: string | null): EndedRun {
  const targets = run.receipt?.targets ?? [];
  return {
    status: run.status,
    attempts: run.attempt,
    error,
    resumedChunks: targets.reduce((sum, one) => sum + one.resumed_chunks, 0),
    resumedRows: targets.reduce((sum, one) => sum + one.resumed_rows, 0),
  };
}
