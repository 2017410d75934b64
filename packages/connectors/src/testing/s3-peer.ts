import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { invariant } from '@ai-etl/core';

/** What the peer does with a request; undefined passes it on. */
export type PeerAnswer =
  | { readonly status: number; readonly code?: string; readonly body?: string }
  /** Takes the request and says nothing. */
  | 'silent'
  /** Breaks the connection once the storage has done what was asked. */
  | 'lose the answer'
  | undefined;

export interface PeerRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/**
 * A local stand-in for what S3Proxy does not do: it passes requests on to a real server, and answers those in the way
 * that `answer` says, in the shape of Amazon's error documents.
 */
export interface S3Peer {
  readonly endpoint: string;
  readonly port: number;
  readonly requests: readonly PeerRequest[];
  answer: (request: PeerRequest) => PeerAnswer | Promise<PeerAnswer>;
  close(): Promise<void>;
}

export async function startS3Peer(storage: string): Promise<S3Peer> {
  const requests: PeerRequest[] = [];
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, loses: boolean): void => {
    const { method, url, headers } = incoming;
    const { hostname, port } = new URL(storage);
    const onward = send({ hostname, port, method, path: url, headers }, (answered) => {
      if (loses) {
        answered.resume();
        answered.on('end', () => incoming.socket.resetAndDestroy());
        return;
      }
      outgoing.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers };
    requests.push(request);
    void Promise.resolve(peer.answer(request)).then((answer) => {
      if (answer === 'silent') return;
      if (answer === undefined || answer === 'lose the answer') {
        pass(incoming, outgoing, answer !== undefined);
        return;
      }
      incoming.resume();
      incoming.on('end', () => {
        const { status, code = '', body = errorDocument(code) } = answer;
        outgoing.writeHead(status, { 'content-type': 'application/xml' });
        outgoing.end(method === 'HEAD' ? undefined : body);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'a TCP server has a port');
  const peer: S3Peer = {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    answer: () => undefined,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return peer;
}

function errorDocument(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>told by the storage</Message><RequestId>1</RequestId></Error>`;
}
