import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { invariant } from '@ai-etl/core';
import { anthropicProtocol } from './anthropic.ts';
import type { PeerBehaviour } from './behaviour.ts';
import { openAiProtocol } from './openai.ts';
import type { PeerProtocol, PeerRequest } from './protocol.ts';

/** A server on this machine that speaks the protocols of language-model providers, for tests. */
export interface ModelPeer {
  /** `http://127.0.0.1:…/v1` */
  readonly baseUrl: string;
  /** All requests so far, also those that were refused. */
  readonly requests: readonly PeerRequest[];
  /** What it does with the next requests, in turn; the last one for ever. Forgets earlier ones. */
  behave(...behaviours: readonly PeerBehaviour[]): void;
  close(): Promise<void>;
}

const protocols: readonly PeerProtocol[] = [openAiProtocol, anthropicProtocol];
const mostBodyBytes = 8 * 1024 * 1024;

export async function startModelPeer(): Promise<ModelPeer> {
  const requests: PeerRequest[] = [];
  let planned: readonly PeerBehaviour[] = [];
  let next = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    requests.push(request);
    const protocol = protocols.find((one) => one.path === request.path);
    if (protocol === undefined || message.method !== 'POST') {
      response.writeHead(404).end('not found');
      return;
    }
    const problem = protocol.judge(request);
    if (problem !== null) {
      response
        .writeHead(problem.status, json)
        .end(protocol.errorBody(problem.status, problem.message));
      return;
    }
    const behaviour = planned[Math.min(next, planned.length - 1)];
    next += 1;
    invariant(behaviour !== undefined, 'the peer was told what to do');
    await behave(behaviour, { protocol, request, response });
  };

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'a TCP server has a port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    behave: (...behaviours) => {
      planned = behaviours;
      next = 0;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const json = { 'content-type': 'application/json' };
const pieceLength = 17;

interface Exchange {
  readonly protocol: PeerProtocol;
  readonly request: PeerRequest;
  readonly response: ServerResponse;
}

async function behave(behaviour: PeerBehaviour, exchange: Exchange): Promise<void> {
  const { protocol, response } = exchange;
  switch (behaviour.kind) {
    case 'status': {
      response.writeHead(behaviour.status, { ...json, ...behaviour.headers });
      const body = protocol.errorBody(behaviour.status, 'as the test asked');
      if (behaviour.endless === true) await forEver(response, body.repeat(1000));
      else response.end(body);
      return;
    }
    case 'silent':
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      return;
    default:
      await stream(behaviour, exchange);
  }
}

type StreamBehaviour = Exclude<PeerBehaviour, { readonly kind: 'status' | 'silent' | 'html' }>;

async function stream(behaviour: StreamBehaviour, exchange: Exchange): Promise<void> {
  const { protocol, request, response } = exchange;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write(protocol.begin(request));
  switch (behaviour.kind) {
    case 'answer':
      await sendText(behaviour.text, exchange, behaviour.everyMs ?? 0);
      response.end(protocol.end('done', tokensOf(behaviour.text, request), request));
      return;
    case 'length_limit':
      await sendText(behaviour.text, exchange, 0);
      response.end(protocol.end('length', tokensOf(behaviour.text, request), request));
      return;
    case 'cut':
    case 'ends_early':
      await sendText(behaviour.text.slice(0, behaviour.text.length / 2), exchange, 0);
      if (behaviour.kind === 'ends_early') response.end();
      else response.destroy();
      return;
    case 'refuse':
      response.end(protocol.end('refused', tokensOf('', request), request));
      return;
    case 'endless':
      await forEver(response, protocol.piece('{"again":'.repeat(1000), request));
      return;
    case 'endless_pings':
      await forEver(response, protocol.ping());
      return;
    case 'garbage':
      response.end('data: {"choices": [{"delta": {"content": \n\ndata: }}}}\n\n');
      return;
    case 'error_event':
      response.end(protocol.errorEvent());
  }
}

async function sendText(text: string, { protocol, request, response }: Exchange, everyMs: number) {
  for (let at = 0; at < text.length; at += pieceLength) {
    if (response.destroyed) return;
    response.write(protocol.piece(text.slice(at, at + pieceLength), request));
    if (everyMs > 0) await pause(everyMs);
  }
}

/** As fast as it is read, until the other side has enough. */
async function forEver(response: ServerResponse, text: string): Promise<void> {
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  while (!response.destroyed) {
    if (response.write(text)) await pause(1);
    // Rejects when the other side has closed, and then it is done.
    else await once(response, 'drain', { signal: closed.signal }).catch(() => response.destroy());
  }
}

function tokensOf(text: string, { body }: PeerRequest) {
  return {
    input: Math.ceil(JSON.stringify(body).length / 4),
    output: Math.ceil(text.length / 4),
  };
}

async function readRequest(message: IncomingMessage): Promise<PeerRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    invariant(bytes <= mostBodyBytes, 'a prompt is small');
    chunks.push(chunk);
  }
  const path = new URL(message.url ?? '/', 'http://peer').pathname;
  return {
    path,
    headers: message.headers,
    body: parseBody(Buffer.concat(chunks).toString('utf8')),
  };
}

function parseBody(text: string): PeerRequest['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
