import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a client sent. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** An HTTP server of a test: each request gets what `answer` says. */
export interface Peer extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

export interface PlainAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless it is text. */
  readonly body?: unknown;
}

/** Answers, or takes the response into its own hands and answers nothing. */
export type Answering = (
  request: SeenRequest,
  response: ServerResponse,
  count: number,
) => PlainAnswer | undefined | Promise<PlainAnswer | undefined>;

/** Listens on a free port of this machine. */
export async function startPeer(answer: Answering): Promise<Peer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const one: SeenRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      seen.push(one);
      const given = await answer(one, response, seen.length);
      if (given === undefined) return;
      const { status = 200, headers = {}, body } = given;
      const isText = typeof body === 'string';
      response.writeHead(status, {
        'content-type': isText ? 'text/plain' : 'application/json',
        ...headers,
      });
      response.end(isText || body === undefined ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The contract's error envelope. */
export function refusal(
  status: number,
  code: string,
  details: readonly object[] = [],
): PlainAnswer {
  return {
    status,
    body: { error: { code, message: `${code} happened`, details, request_id: 'req_1' } },
  };
}
