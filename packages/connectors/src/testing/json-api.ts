import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A request as the API saw it. */
export interface ApiCall {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** JSON of a POST; undefined for others. */
  readonly body: unknown;
  /** Calls of this path so far, this one included. */
  readonly time: number;
}

/** An answer: JSON, or bytes and headers as they are; or what a rude server does with its socket. */
export interface ApiReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  readonly rudely?: (response: ServerResponse) => void;
}

export type ApiRoute = (call: ApiCall) => ApiReply | Promise<ApiReply>;

export interface JsonApi {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly calls: readonly ApiCall[];
  /** Path, without query, to what it answers; anything else is 404. */
  readonly routes: Map<string, ApiRoute>;
  close(): Promise<void>;
}

/**
 * The third-party edge of tests: a small HTTP API of this machine. Everything on our side of the socket
 * is real.
 */
export async function startJsonApi(
  routes: Readonly<Record<string, ApiRoute>> = {},
): Promise<JsonApi> {
  const calls: ApiCall[] = [];
  const table = new Map(Object.entries(routes));
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    void answer(request, response, { calls, table });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    routes: table,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { calls, table }: { readonly calls: ApiCall[]; readonly table: Map<string, ApiRoute> },
): Promise<void> {
  const { method = '', url: path = '', headers } = request;
  const { pathname, searchParams: query } = new URL(path, 'http://api.invalid');
  const isJson = headers['content-type'] === 'application/json';
  const body: unknown = isJson ? await json(request) : undefined;
  if (!isJson) request.resume();
  const time = calls.filter((one) => one.path.split('?')[0] === pathname).length + 1;
  const call = { method, path, query, headers, body, time };
  calls.push(call);
  const route = table.get(pathname);
  const reply = route === undefined ? { status: 404 } : await route(call);
  if (reply.rudely !== undefined) {
    reply.rudely(response);
    return;
  }
  const isRaw = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  response.writeHead(reply.status ?? 200, {
    ...(isRaw ? {} : { 'content-type': 'application/json' }),
    ...reply.headers,
  });
  response.end(isRaw ? reply.body : JSON.stringify(reply.body ?? null));
}

/** Answers pages of some rows by number, cursor or offset, as the query asks. */
export function pagesOf(rows: readonly unknown[], size: number): ApiRoute {
  return ({ query }) => {
    const page = Number(query.get('page') ?? 1);
    const start = Number(query.get('cursor') ?? query.get('offset') ?? (page - 1) * size);
    const next = start + size < rows.length ? start + size : null;
    return { body: { data: rows.slice(start, start + size), next, more: next !== null } };
  };
}
