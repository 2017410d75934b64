import type { Answer } from '../core/contract.ts';
import { pause } from '../core/retry.ts';
import type { Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';
import { hasEnded } from './run-status.ts';
import type { LogOptions } from './runs.ts';

/** One line of a run's log. */
export type LogLine = Answer<'listRunLogs'>['logs'][number];

const pageSize = 500;

/** Every line once, in order. Following, it reads once more after the run has ended. */
export async function* followLogs(
  transport: Transport,
  runId: string,
  { follow = false, after = 0, pollMs = 1000, ...options }: LogOptions,
): AsyncGenerator<LogLine, void, undefined> {
  let last = after;
  for (;;) {
    const ended = !follow || (await runHasEnded(transport, runId, options));
    for (;;) {
      const { data } = await transport.send<Answer<'listRunLogs'>>(
        {
          method: 'GET',
          path: path`/runs/${runId}/logs`,
          query: { after: last, limit: pageSize },
        },
        options,
      );
      yield* data.logs;
      last = data.next_after;
      if (data.logs.length < pageSize) break;
    }
    if (ended) return;
    await pause(pollMs, options.signal);
  }
}

async function runHasEnded(
  transport: Transport,
  runId: string,
  options: LogOptions,
): Promise<boolean> {
  const { data } = await transport.send<Answer<'getRun'>>(
    { method: 'GET', path: path`/runs/${runId}` },
    options,
  );
  return hasEnded(data.status);
}
