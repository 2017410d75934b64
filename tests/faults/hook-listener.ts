import { createServer } from 'node:http';
import { z } from 'zod';

/** An event that a receiver has taken. */
export interface HeardEvent {
  readonly id: string;
  readonly type: string;
  readonly pipelineId: string;
}

/** Somebody's webhook receiver, which now and then is not well. */
export interface HookListener {
  readonly url: string;
  /** In the order in which they were taken; an event may be there more than once. */
  readonly heard: readonly HeardEvent[];
  close(): Promise<void>;
}

const Payload = z.object({ event: z.string(), data: z.object({ pipeline_id: z.string() }) });

/**
 * Every so-many-th event is refused once, so that deliveries are tried again while things die. Not twice:
 * the third attempt would come minutes later, when all is long over.
 */
const refusedEvery = 7;

export async function startHookListener(): Promise<HookListener> {
  const heard: HeardEvent[] = [];
  const met = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      const isNew = !met.has(id);
      met.add(id);
      if (isNew && met.size % refusedEvery === 0) {
        response.writeHead(503).end();
        return;
      }
      const { event, data } = Payload.parse(JSON.parse(Buffer.concat(chunks).toString()));
      heard.push({ id, type: event, pipelineId: data.pipeline_id });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    heard,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
