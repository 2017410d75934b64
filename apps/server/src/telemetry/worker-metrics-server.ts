import { createServer } from 'node:http';
import { messageOf } from '@ai-etl/core';
import type { Logger } from 'pino';
import type { Running } from '../process/run-process.ts';
import { mayReadMetrics } from './metrics-access.ts';
import type { Exposition } from './prometheus.ts';

export interface WorkerMetricsServer extends Running {
  /** The port it listens on. */
  readonly port: number;
}

export interface WorkerMetricsOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly token: string | null;
  readonly log: Pick<Logger, 'warn'>;
}

/** GET /metrics of a worker, on a port of its own. Nothing else is served. */
export async function serveWorkerMetrics(
  exposition: Exposition,
  { host, port, token, log }: WorkerMetricsOptions,
): Promise<WorkerMetricsServer> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const end = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    if (request.url !== '/metrics' || request.method !== 'GET')
      end(404, 'There is GET /metrics.\n');
    else if (!mayReadMetrics(request, token)) end(401, 'A token is needed.\n');
    else {
      exposition.text().then(
        (text) => end(200, text, exposition.contentType),
        (error: unknown) => {
          log.warn({ reason: messageOf(error) }, 'metrics could not be collected');
          end(500, 'Metrics could not be collected.\n');
        },
      );
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
