import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AiEtlError, ConnectionSettings } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import { passwordOf, type Lab } from './lab.ts';

const secret = 'hunter2-not-to-be-seen';

/** Servers that refuse, are not there, or are something else. */
export function networkContract(harness: ContractHarness, lab: () => Lab): void {
  const openWith = async (changes: ConnectionSettings): Promise<AiEtlError> => {
    const settings = { ...lab().database.settings, ...changes };
    const { error, text } = await failure(lab().open(settings));
    expect(text).not.toContain(secret);
    expect(text).not.toContain(passwordOf(lab().database));
    return error;
  };

  it('with a wrong password is rejected for good', async () => {
    const error = await openWith({ password: secret });
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', retryable: false });
    expect(error.message).toContain(String(lab().database.settings['user']));
  });

  it('with an unknown user is rejected for good', async () => {
    const error = await openWith({ user: 'nobody here', password: secret });
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', retryable: false });
  });

  it('to a host that DNS does not know fails and names the host', async () => {
    const error = await openWith({ host: 'no-such-host.invalid', password: secret });
    expect(error.code).toBe('CONNECTION_FAILED');
    expect(error.message).toContain('no-such-host.invalid');
  });

  it('to a port where nobody listens may be tried again', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    server.close();
    await once(server, 'close');
    const error = await openWith({ host: '127.0.0.1', port, password: secret });
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
    expect(error.message).toContain(String(port));
  });

  it('to a server that never answers gives up in time', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const settings = { ...lab().database.settings, host: '127.0.0.1', port };
    const opening = harness.connector.open(settings, { label: 'contract', connectTimeoutMs: 300 });
    expect((await failure(opening)).error).toMatchObject({
      code: 'CONNECTION_FAILED',
      retryable: true,
    });
    server.close();
  });

  it('to something that speaks another protocol fails', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nnginx!\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const error = await openWith({ host: '127.0.0.1', port, password: secret });
    expect(['CONNECTION_FAILED', 'CONNECTION_LOST']).toContain(error.code);
    server.close();
  });

  it('to an unknown database is refused for good and names it', async () => {
    const error = await openWith({ database: 'no such database' });
    expect(error).toMatchObject({ code: 'OBJECT_NOT_FOUND', retryable: false });
    expect(error.message).toContain('no such database');
  });

  it('that demands TLS of a plain server fails as TLS', async () => {
    const error = await openWith({ ssl_mode: 'require' });
    expect(error).toMatchObject({ code: 'TLS_FAILED', retryable: false });
  });
}
