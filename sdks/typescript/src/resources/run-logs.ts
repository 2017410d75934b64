import { call } from '../core/call.ts';
import type { Answer } from '../core/contract.ts';
import { followStream } from '../core/follow-stream.ts';
import type { Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';
import { streamFailure } from './events.ts';
import type { LogOptions } from './runs.ts';

/** One line of a run's log. */
export type LogLine = Answer<'listRunLogs'>['logs'][number];

const pageSize = 500;

/** The lines there are, in order. */
export async function* readLogs(
  transport: Transport,
  runId: string,
  { follow: _follow, after = 0, ...options }: LogOptions,
): AsyncGenerator<LogLine, void, undefined> {
  for (let last = after; ;) {
    const query = { after: last, limit: pageSize };
    const { logs, next_after: next } = await call<'listRunLogs'>(
      transport,
      { method: 'GET', path: path`/runs/${runId}/logs`, query },
      options,
    );
    yield* logs;
    if (logs.length < pageSize) return;
    last = next;
  }
}

/** Every line once, in order, as it is written, until the run has ended. */
export async function* followLogs(
  transport: Transport,
  runId: string,
  { after, signal, maxRetries }: LogOptions,
): AsyncGenerator<LogLine, void, undefined> {
  const request = { path: path`/runs/${runId}/logs/stream`, query: {} };
  const lastEventId = after === undefined ? undefined : String(after);
  const options = { signal, maxRetries, lastEventId };
  for await (const message of followStream(transport, request, options)) {
    if (message.event === 'error') throw streamFailure(message);
    // Without a status only the access has ended: connecting again says so.
    if (message.event === 'end' && message.data.includes('"status"')) return;
    if (message.event === 'log') yield lineOf(message.data);
  }
}

function lineOf(data: string): LogLine {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the document says what it is
  return JSON.parse(data) as LogLine;
}
