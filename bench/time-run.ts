import { setTimeout as sleep } from 'node:timers/promises';
import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';
import type { Stack } from './stack.ts';

const Receipt = z.object({ loaded_rows: z.string().optional() });
const pollEveryMs = 250;

/**
 * Runs the pipeline to its end, which has to be a success with that many rows; seconds from its start
 * to its end as the API tells them. `whileRunning` is called at each look at it.
 */
export async function timeRun(
  stack: Stack,
  pipeline: string,
  rows: number,
  whileRunning: () => void = () => undefined,
): Promise<number> {
  const started = await stack.call('POST', `/pipelines/${pipeline}:run`, { async: true });
  const id = String(started['run_id']);
  for (;;) {
    await sleep(pollEveryMs);
    whileRunning();
    const run = await stack.call('GET', `/runs/${id}`);
    if (!['success', 'failed', 'cancelled'].includes(String(run['status']))) continue;
    const receipt = Receipt.parse(run['receipt'] ?? {});
    if (run['status'] !== 'success' || receipt.loaded_rows !== String(rows)) {
      throw new AiEtlError(
        'INTERNAL_ERROR',
        `The run ended ${String(run['status'])}: ${JSON.stringify(run['error'] ?? receipt)}`,
      );
    }
    return (Date.parse(String(run['finished_at'])) - Date.parse(String(run['started_at']))) / 1000;
  }
}
