import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { openAnswer, type Answer } from './answer.ts';
import { ClickHouseError, readEngineError } from './clickhouse-error.ts';
import { createConnections, type Connections } from './connections.ts';
import type { Engine } from './native-engine.ts';
import { refuseOutsideAccess } from './outside-access.ts';
import type { PipePool } from './pipe-pool.ts';
import {
  printPreamble,
  quoteString,
  readQueryRequest,
  type QueryRequest,
} from './query-request.ts';
import { readStatement } from './request-body.ts';
import { killOnce, killUntilOver, runStatement } from './run-query.ts';
import { QUERY_TAG_SETTING } from './statement.ts';

/** A query that survives its cancellation this long is stuck; see `onStuck`. */
const STUCK_AFTER_MS = 60_000;

/**
 * implicit_select is what clickhouse-local has on and a server has not. Asynchronous inserts
 * would collect a whole body in memory before parsing it.
 */
const SERVER_SETTINGS = 'implicit_select = 0, async_insert = 0';

/**
 * Far longer than clients keep idle sockets. The engine's calls block this thread now and then; Node
 * runs timers before it reads, so a short limit closes sockets on which a request already waits.
 */
const KEEP_ALIVE_MS = 600_000;

export interface EndpointOptions {
  readonly engine: Engine;
  readonly pipes: PipePool;
  /** Password of the user `default`. */
  readonly password: string;
  /** Engine version, for the end of error texts. */
  readonly version: string;
  /** A cancelled query does not end; the way out is a new process. */
  readonly onStuck: (queryId: string) => void;
}

/** The HTTP endpoint, and how many queries are under way in it. */
export interface Endpoint {
  readonly server: Server;
  activeQueries(): number;
}

/** Speaks ClickHouse's HTTP protocol over an engine. The caller listens and closes. */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const connections = createConnections(options.engine);
  let active = 0;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    active += 1;
    void handle(request, response, { ...options, connections }).finally(() => (active -= 1));
  });
  // An upload lasts as long as its source; a stalled one is its client's decision.
  server.requestTimeout = 0;
  server.timeout = 0;
  return { server, activeQueries: () => active };
}

interface Context extends EndpointOptions {
  readonly connections: Connections;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  // A client that leaves shows as 'close'; the error itself says nothing more.
  response.on('error', () => undefined);
  if (url.pathname !== '/' || isGreeting(request, url)) return sayOk(request, response, url);

  const fallbackId = randomUUID();
  let answer: Answer | undefined;
  try {
    const query = readQueryRequest(url, request.headers, fallbackId);
    answer = openAnswer({
      request,
      response,
      queryId: query.queryId,
      version: context.version,
      compress: query.compressResponse,
    });
    checkPassword(query, context.password);
    await answerQuery({ request, response, query, answer }, context);
  } catch (error) {
    const failure = readEngineError(error);
    answer ??= openAnswer({
      request,
      response,
      queryId: fallbackId,
      version: context.version,
      compress: false,
    });
    if (answer.isWanted()) answer.fail(failure);
  } finally {
    // What the client still sends is read and dropped, so that it gets to read our answer.
    request.resume();
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: QueryRequest;
  readonly answer: Answer;
}

async function answerQuery(exchange: Exchange, context: Context): Promise<void> {
  const { request, response, query, answer } = exchange;
  const { engine } = context;
  const read = await readStatement(query.query, request);
  const { statement } = read;
  // Not the data of an upload: it is no SQL.
  refuseOutsideAccess(
    statement.kind === 'upload' ? read.text.slice(0, statement.dataStart) : read.text,
  );
  if (statement.kind === 'kill') {
    // It must not wait behind the queries it is to end.
    const connection = engine.connect();
    try {
      const preamble = printPreamble(query);
      const { bytes } = await connection.query(preamble + statement.sql, query.format);
      answer.setFormat(query.format);
      await answer.write(bytes);
      return await answer.finish({ readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0 });
    } finally {
      connection.close();
    }
  }
  await context.pipes.use(async (pipe) => {
    if (!answer.isWanted()) return;
    await context.connections.use(query, async (connection) => {
      let isOver = false;
      const onClose = () => {
        if (response.writableFinished || isOver) return;
        const limits = { isOver: () => isOver, timeoutMs: STUCK_AFTER_MS };
        void killUntilOver(engine, query.queryId, limits).then(
          (ended) => ended || context.onStuck(query.queryId),
        );
      };
      response.once('close', onClose);
      try {
        const tag = `SET ${SERVER_SETTINGS}, ${QUERY_TAG_SETTING} = ${quoteString(query.queryId)}; `;
        const readonly = request.method === 'GET' ? 'SET readonly = 2; ' : '';
        const summary = await runStatement(read, {
          connection,
          pipe,
          answer,
          format: query.format,
          preamble: tag + printPreamble(query) + readonly,
          kill: async () => {
            const limits = { isOver: () => isOver, timeoutMs: STUCK_AFTER_MS };
            if (!(await killOnce(engine, query.queryId, limits))) context.onStuck(query.queryId);
          },
        });
        isOver = true;
        await answer.finish(summary);
      } finally {
        isOver = true;
        response.off('close', onClose);
      }
    });
  });
}

function isGreeting(request: IncomingMessage, url: URL): boolean {
  return request.method === 'GET' && !url.searchParams.has('query');
}

function sayOk(request: IncomingMessage, response: ServerResponse, url: URL): void {
  request.resume();
  const known = ['/', '/ping', '/replicas_status'].includes(url.pathname);
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.writeHead(known ? 200 : 404);
  response.end(known ? 'Ok.\n' : `There is no handle ${url.pathname}\n`);
}

function checkPassword(query: QueryRequest, password: string): void {
  // Digests have one length, which the constant-time comparison demands.
  const matches = timingSafeEqual(digestOf(query.password), digestOf(password));
  if (matches && query.user === 'default') return;
  throw new ClickHouseError(
    516,
    `${query.user}: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)`,
  );
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
