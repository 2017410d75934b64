import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant } from '@ai-etl/core';
import { guardedFetch } from './guarded-fetch.ts';
import { makeOutboundPolicy, nothingAllowed } from './outbound-policy.ts';

let server: Server;
let url = '';
const seen: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    if (request.url === '/moved') {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'text/event-stream' });
      response.write('first ');
      if (request.url !== '/endless') response.end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'a TCP server has a port');
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const allowing = guardedFetch(makeOutboundPolicy({ private: true, networks: [] }));
const strict = guardedFetch(makeOutboundPolicy(nothingAllowed));

describe('a guarded fetch', () => {
  it('sends a body and headers, and streams the answer', async () => {
    const answer = await allowing(`${url}/x`, {
      method: 'POST',
      body: 'second',
      headers: { authorization: 'Bearer sk' },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'text/event-stream']);
    expect(await answer.text()).toBe('first second');
    expect(seen).toContain('POST /x Bearer sk');
  });

  it.each([
    ['a literal address', () => url],
    ['a name that leads there', () => url.replace('127.0.0.1', 'localhost')],
    ['metadata', () => 'http://169.254.169.254/latest'],
    ['metadata in IPv6', () => 'http://[fd00:ec2::254]/latest'],
    ['plain http to a public one', () => 'http://93.184.216.34/'],
    ['a file', () => 'file:///etc/passwd'],
  ])('does not send anything to %s that is not allowed', async (_what, to) => {
    const before = seen.length;
    await expect(strict(to(), { method: 'POST', body: 'secret' })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
    expect(seen).toHaveLength(before);
  });

  it('never calls metadata, whatever is allowed', async () => {
    await expect(allowing('http://169.254.169.254/')).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
  });

  it('connects to an address that was judged, not to what the name says a moment later', async () => {
    const lies = guardedFetch(makeOutboundPolicy(nothingAllowed), ((
      _name: string,
      _options: unknown,
      answer: (error: null, addresses: { address: string; family: number }[]) => void,
    ) =>
      answer(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])) as never);
    await expect(lies('https://models.example/v1')).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
  });

  it('follows no redirect', async () => {
    const answer = await allowing(`${url}/moved`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
  });

  it('ends when it is told to, in the middle of an answer too', async () => {
    const stop = new AbortController();
    const answer = await allowing(`${url}/endless`, {
      method: 'POST',
      body: '',
      signal: stop.signal,
    });
    stop.abort();
    await expect(answer.text()).rejects.toThrow(/abort/iu);
  });

  it('fails as fetch does where nobody listens', async () => {
    await expect(allowing('http://127.0.0.1:1/')).rejects.toThrow(TypeError);
  });

  it.each([
    'HTTP/1.1 999 Odd',
    'HTTP/1.1 600 Odd',
    'HTTP/1.1 000 Odd',
    'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade',
    'no protocol at all',
  ])('fails, and nothing else does, where the answer begins with %j', async (head) => {
    const odd = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(`${head}\r\ncontent-length: 0\r\n\r\n`));
    });
    await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done));
    const address = odd.address();
    invariant(typeof address === 'object' && address !== null, 'a TCP server has a port');
    const asked = allowing(`http://127.0.0.1:${address.port}/`, { method: 'POST', body: 'x' });
    await expect(asked).rejects.toThrow(TypeError);
    odd.close();
  });
});
