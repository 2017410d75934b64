import { describe, expect, it } from 'vitest';
import { AIETLClient, type ClientOptions } from '../client.ts';
import { refusal, startPeer, type Answering } from '../testing/peer.ts';
import {
  APIError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
  ValidationError,
} from './errors.ts';

const run = { run_id: 'run_1', pipeline_id: 'pipe_1', status: 'queued' };
const quick = { baseDelayMs: 1, maxDelayMs: 2 };

async function withPeer<Result>(
  answer: Answering,
  work: (client: AIETLClient, peer: Awaited<ReturnType<typeof startPeer>>) => Promise<Result>,
  options: ClientOptions = {},
): Promise<Result> {
  await using peer = await startPeer(answer);
  const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'key_1', retry: quick, ...options });
  return await work(client, peer);
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('requests', () => {
  it('carry the key, the SDK’s name, JSON, and ids that cannot be paths', async () => {
    await withPeer(
      () => ({ status: 202, body: run }),
      async (client, { seen }) => {
        await client.pipelines.run('pipe_1/../x', { params: { date: '2024-01-26' } });
        expect(seen).toHaveLength(1);
        expect(seen[0]).toMatchObject({
          method: 'POST',
          url: '/api/v1/pipelines/pipe_1%2F..%2Fx:run',
          body: { params: { date: '2024-01-26' } },
        });
        expect(seen[0]?.headers).toMatchObject({
          authorization: 'Bearer key_1',
          'content-type': 'application/json',
          'user-agent': 'my-app/1 ai-etl-sdk-typescript/0.1.0',
          'x-own': 'yes',
        });
        expect(seen[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
      },
      { userAgent: 'my-app/1', headers: { 'x-own': 'yes' } },
    );
  });

  it.each(['', '/', '/api/v1', '/api/v1/'])(
    'find the API below the address with "%s"',
    async (tail) => {
      await using peer = await startPeer(() => ({ body: run }));
      const client = new AIETLClient({ baseUrl: `${peer.url}${tail}`, apiKey: 'k' });
      await client.runs.get('run_1');
      expect(peer.seen[0]?.url).toBe('/api/v1/runs/run_1');
    },
  );

  it.each(['localhost:8000', 'ftp://x', 'nonsense', 'http://user:pw@localhost'])(
    'refuse the address %s before anything is sent',
    (baseUrl) => {
      expect(() => new AIETLClient({ baseUrl, apiKey: 'k' })).toThrow(/baseUrl must/);
    },
  );
});

describe('failures', () => {
  it.each([
    [400, 'VALIDATION_ERROR', ValidationError],
    [401, 'AUTHENTICATION_REQUIRED', AuthenticationError],
    [403, 'PERMISSION_DENIED', PermissionDeniedError],
    [404, 'RESOURCE_NOT_FOUND', NotFoundError],
    [409, 'CONFLICT', ConflictError],
    [413, 'VALIDATION_ERROR', ValidationError],
    [415, 'VALIDATION_ERROR', ValidationError],
    [429, 'RATE_LIMIT_EXCEEDED', RateLimitError],
    [500, 'INTERNAL_ERROR', ServerError],
    [503, 'SERVICE_UNAVAILABLE', ServerError],
  ])('%i %s is an error of its own class', async (status, code, type) => {
    const details = [{ field: 'schedule', error: 'Invalid cron expression' }];
    const error = await withPeer(
      () => refusal(status, code, details),
      (client) => failureOf(client.runs.get('run_1')),
      { maxRetries: 0 },
    );
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({
      name: type.name,
      status,
      code,
      details,
      requestId: 'req_1',
      message: `${code} happened`,
    });
  });

  it('an answer of a proxy in between still is an APIError', async () => {
    const error = await withPeer(
      () => ({ status: 502, body: '<html>', headers: { 'x-request-id': 'req_9' } }),
      (client) => failureOf(client.runs.get('run_1')),
      { maxRetries: 0 },
    );
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 502, code: 'INTERNAL_ERROR', requestId: 'req_9' });
  });

  it('a success that is no JSON asks whether the address is right', async () => {
    const error = await withPeer(
      () => ({ body: '<html>' }),
      (client) => failureOf(client.runs.get('run_1')),
    );
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error).toMatchObject({ message: expect.stringContaining('baseUrl') });
  });

  it('a redirect is refused and named', async () => {
    const error = await withPeer(
      () => ({ status: 301, headers: { location: 'https://elsewhere.example/' } }),
      (client) => failureOf(client.runs.get('run_1')),
      { maxRetries: 0 },
    );
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ message: expect.stringContaining('https://elsewhere.example/') });
  });

  it('a server that is not there is a ConnectionError that names it', async () => {
    const peer = await startPeer(() => undefined);
    await peer[Symbol.asyncDispose]();
    const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'k', retry: quick });
    const error = await failureOf(client.runs.get('run_1'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      message: `Cannot reach ${peer.url}: ECONNREFUSED. Is baseUrl right, and does the server run?`,
    });
  });
});

describe('tries', () => {
  it('a GET is tried again until it succeeds', async () => {
    await withPeer(
      (_request, _response, count) =>
        count < 4 ? refusal(503, 'SERVICE_UNAVAILABLE') : { body: run },
      async (client, { seen }) => {
        expect((await client.runs.get('run_1')).id).toBe('run_1');
        expect(seen).toHaveLength(4);
      },
    );
  });

  it('gives up after maxRetries', async () => {
    await withPeer(
      () => refusal(503, 'SERVICE_UNAVAILABLE'),
      async (client, { seen }) => {
        expect(await failureOf(client.runs.get('run_1', { maxRetries: 1 }))).toBeInstanceOf(
          ServerError,
        );
        expect(seen).toHaveLength(2);
      },
    );
  });

  it('a run is started again with the same key after a broken connection', async () => {
    await withPeer(
      (_request, response, count) => {
        if (count > 1) return { status: 202, body: run };
        response.destroy();
        return undefined;
      },
      async (client, { seen }) => {
        await client.pipelines.run('pipe_1');
        const keys = seen.map((one) => one.headers['idempotency-key']);
        expect(keys).toHaveLength(2);
        expect(keys[0]).toBe(keys[1]);
      },
    );
  });

  it('two runs have two keys, and the caller’s own key wins', async () => {
    await withPeer(
      () => ({ status: 202, body: run }),
      async (client, { seen }) => {
        await client.pipelines.run('pipe_1');
        await client.pipelines.run('pipe_1');
        await client.pipelines.run('pipe_1', {}, { idempotencyKey: 'mine' });
        const keys = seen.map((one) => one.headers['idempotency-key']);
        expect(new Set(keys).size).toBe(3);
        expect(keys[2]).toBe('mine');
      },
    );
  });

  it('asks again while the first try with its key is still at work, but not for another conflict', async () => {
    const conflict = refusal(409, 'CONFLICT');
    await withPeer(
      (_request, _response, count) => {
        if (count > 2) return conflict;
        return count === 1
          ? { ...conflict, headers: { 'retry-after': '0' } }
          : { status: 202, body: run };
      },
      async (client, { seen }) => {
        await client.pipelines.run('pipe_1');
        expect(await failureOf(client.pipelines.run('pipe_1'))).toBeInstanceOf(ConflictError);
        expect(seen).toHaveLength(3);
      },
    );
  });

  it('what cannot succeed is not tried again', async () => {
    await withPeer(
      () => refusal(500, 'INTERNAL_ERROR'),
      async (client, { seen }) => {
        await failureOf(client.runs.get('run_1'));
        expect(seen).toHaveLength(1);
      },
    );
  });

  it('waits as long as Retry-After says', async () => {
    const times: number[] = [];
    await withPeer(
      (_request, _response, count) => {
        times.push(performance.now());
        return count === 1
          ? { ...refusal(429, 'RATE_LIMIT_EXCEEDED'), headers: { 'retry-after': '0.2' } }
          : { body: run };
      },
      async (client) => {
        await client.runs.get('run_1');
        expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(195);
      },
    );
  });

  it('does not wait for a Retry-After of minutes, but says it', async () => {
    await withPeer(
      () => ({ ...refusal(429, 'RATE_LIMIT_EXCEEDED'), headers: { 'retry-after': '900' } }),
      async (client, { seen }) => {
        const error = await failureOf(client.runs.get('run_1'));
        expect(error).toBeInstanceOf(RateLimitError);
        expect(error).toMatchObject({ retryAfter: 900 });
        expect(seen).toHaveLength(1);
      },
    );
  });
});

describe('time limits and signals', () => {
  it('no answer in time is a TimeoutError', async () => {
    const error = await withPeer(
      () => undefined,
      (client) => failureOf(client.runs.get('run_1', { timeoutMs: 30, maxRetries: 0 })),
    );
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ message: 'No answer to GET /runs/run_1 within 30 ms.' });
  });

  it('a body that stops half-way is out of time too', async () => {
    const error = await withPeer(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"run_id":');
        return undefined;
      },
      (client) => failureOf(client.runs.get('run_1', { timeoutMs: 50, maxRetries: 0 })),
    );
    expect(error).toBeInstanceOf(TimeoutError);
  });

  it('an aborted request throws the signal’s reason and is not tried again', async () => {
    const stopping = new AbortController();
    await withPeer(
      () => {
        stopping.abort();
        return undefined;
      },
      async (client, { seen }) => {
        const error = await failureOf(client.runs.get('run_1', { signal: stopping.signal }));
        expect(error).toMatchObject({ name: 'AbortError' });
        expect(error).not.toBeInstanceOf(APIError);
        expect(seen).toHaveLength(1);
      },
    );
  });

  it('a signal that is aborted already sends nothing', async () => {
    await withPeer(
      () => ({ body: run }),
      async (client, { seen }) => {
        const signal = AbortSignal.abort(new Error('no more'));
        expect(await failureOf(client.runs.get('run_1', { signal }))).toMatchObject({
          message: 'no more',
        });
        expect(seen).toHaveLength(0);
      },
    );
  });

  it('the pause before another try can be aborted', async () => {
    const stopping = new AbortController();
    await withPeer(
      () => {
        setTimeout(() => stopping.abort(), 20);
        return refusal(503, 'SERVICE_UNAVAILABLE');
      },
      async (client, { seen }) => {
        const error = await failureOf(client.runs.get('run_1', { signal: stopping.signal }));
        expect(error).toMatchObject({ name: 'AbortError' });
        expect(seen).toHaveLength(1);
      },
      { retry: { baseDelayMs: 1e9, maxDelayMs: 1e9 } },
    );
  });
});
