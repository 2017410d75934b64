import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { makeOutboundPolicy, nothingAllowed, parseAllowance } from './outbound-policy.ts';
import type { Resolve } from '@ai-etl/connectors';
import { keptAnswerBytes, postOutbound } from './post.ts';

const strict = makeOutboundPolicy(nothingAllowed);
const privateToo = makeOutboundPolicy({ private: true, networks: [] });
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(
      (server) =>
        new Promise((done) => {
          server.closeAllConnections();
          server.close(done);
        }),
    ),
  );
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const post = (url: string) => ({ url, headers: {}, body: '{}', timeoutMs: 2_000 });

/** A resolver that answers these addresses in turn, the last one for ever. */
function resolving(...answers: (readonly string[])[]): { resolve: Resolve; asked: () => number } {
  let asked = 0;
  const lie = (_name: string, _options: unknown, done: (...answer: unknown[]) => void): void => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  // The network edge: only this form of lookup is ever called.
  return { resolve: lie as Resolve, asked: () => asked };
}

describe('an outbound POST', () => {
  it.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://10.0.0.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://１６９.254.169.254/',
    'https://[fe80::1]/',
    'https://0.0.0.0/',
    'http://93.184.216.34/',
    'ftp://93.184.216.34/',
  ])('to %s does not leave', async (url) => {
    await expect(postOutbound(post(url), strict)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'url', error: 'leads to an address that is not allowed' }],
    });
  });

  it.each([
    [['127.0.0.1']],
    [['93.184.216.34', '10.0.0.1']],
    [['::ffff:192.168.1.1']],
    [['169.254.169.254']],
  ])('to a name with the addresses %j does not leave', async (addresses) => {
    const { resolve } = resolving(addresses);
    await expect(
      postOutbound(post('https://hook.example/'), strict, resolve),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('connects to the address that was judged, though the name has another one by then', async () => {
    const hosts: unknown[] = [];
    const port = await serve((request, response) => {
      hosts.push(request.headers.host);
      response.end('ok');
    });
    const policy = makeOutboundPolicy(parseAllowance('127.0.0.1/32') ?? nothingAllowed);
    // The second answer would be refused: it is never asked for.
    const { resolve, asked } = resolving(['127.0.0.1'], ['127.0.0.2']);
    const answer = await postOutbound(post(`http://hook.example:${port}/`), policy, resolve);
    expect([answer.status, answer.body, asked()]).toEqual([200, 'ok', 1]);
    expect(hosts).toEqual([`hook.example:${port}`]);
  });

  it('reaches this machine and private networks when they are allowed, metadata never', async () => {
    const port = await serve((_request, response) => response.writeHead(204).end());
    expect(await postOutbound(post(`http://127.0.0.1:${port}/`), privateToo)).toMatchObject({
      status: 204,
      body: '',
    });
    for (const url of [
      'http://169.254.169.254/',
      'http://[fd00:ec2::254]/',
      'http://93.184.216.34/',
    ]) {
      await expect(postOutbound(post(url), privateToo)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
      });
    }
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const port = await serve((_request, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await postOutbound(post(`http://127.0.0.1:${port}/`), privateToo)).toMatchObject({
      status: 302,
    });
    expect(calls).toBe(1);
  });

  it('keeps the first bytes of an endless answer, without control characters', async () => {
    const port = await serve((_request, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write('a\0b\u001b[31m'.repeat(100), () => more());
      };
      more();
    });
    const { body } = await postOutbound(post(`http://127.0.0.1:${port}/`), privateToo);
    expect(body).toHaveLength(keptAnswerBytes);
    expect(body.startsWith('a\ufffdb\ufffd[31m')).toBe(true);
  });

  it('gives up on who never answers, and on who answers byte by byte', async () => {
    const silent = await serve(() => undefined);
    const dripping = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    for (const port of [silent, dripping]) {
      const patient = { ...post(`http://127.0.0.1:${port}/`), timeoutMs: 150 };
      await expect(postOutbound(patient, privateToo)).rejects.toMatchObject({
        code: 'CONNECTION_FAILED',
        message: expect.stringContaining('no answer within 0.15 s'),
      });
    }
  });

  it('says what went wrong on the way', async () => {
    const port = await serve((request) => request.socket.destroy());
    const free = await serve(() => undefined);
    const [last] = servers.splice(-1);
    await new Promise((done) => last?.close(done));
    await expect(postOutbound(post(`http://127.0.0.1:${free}/`), privateToo)).rejects.toMatchObject(
      {
        message: '127.0.0.1: nobody listens there.',
      },
    );
    await expect(postOutbound(post(`http://127.0.0.1:${port}/`), privateToo)).rejects.toMatchObject(
      {
        message: '127.0.0.1: the connection was cut.',
      },
    );
    await expect(
      postOutbound(post(`https://127.0.0.1:${port}/`), privateToo),
    ).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
    await expect(
      postOutbound(post('https://no-such-host.invalid/'), privateToo),
    ).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
  });
});

describe('AI_ETL_WEBHOOK_ALLOW', () => {
  it.each([
    ['', true],
    ['private', true],
    ['private, 10.0.0.0/8,fd00::/8', true],
    ['10.0.0.0', false],
    ['everything', false],
  ])('%j is understood: %s', (text, understood) => {
    expect(parseAllowance(text) !== null).toBe(understood);
  });
});
