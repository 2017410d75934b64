import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** What a receiver got. */
export interface ReceivedHook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The payload's, or an empty object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What it answers; `null`: nothing, for ever. */
export type HookAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
} | null;

/** Somebody's server on this machine, for tests of what we send. */
export interface HookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedHook[];
  /** Default: 200 to everything. */
  answerWith(answer: (hook: ReceivedHook, count: number) => HookAnswer): void;
  close(): Promise<void>;
}

const JsonObject = z.record(z.string(), z.unknown());

export async function startHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  let answer: (hook: ReceivedHook, count: number) => HookAnswer = () => ({ status: 200 });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const hook = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        json: JsonObject.catch({}).parse(JSON.parse(body)),
      };
      received.push(hook);
      const given = answer(hook, received.length);
      if (given !== null) response.writeHead(given.status, given.headers).end(given.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answerWith: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
