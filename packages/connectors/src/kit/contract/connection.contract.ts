import { hasErrors, type AiEtlError, type ConnectionSettings } from '@ai-etl/core';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import { columnsOf, readRows, selectAll, stageTable, type Lab } from './lab.ts';

const secret = 'hunter2-not-to-be-seen';

/** Opening, testing and refusing; what a person is told. */
export function connectionContract(harness: ContractHarness, lab: () => Lab): void {
  const { connector } = harness;
  const openWith = async (changes: ConnectionSettings): Promise<AiEtlError> => {
    const settings = { ...lab().database.settings, ...changes };
    const { error, text } = await failure(lab().open(settings));
    expect(text).not.toContain(secret);
    expect(text).not.toContain(String(lab().database.settings['password']));
    return error;
  };

  describe('a connection', () => {
    it('is tested line by line', async () => {
      const test = await lab().session.test();
      expect(test.ok).toBe(true);
      expect(test.serverVersion).toMatch(/^\d+\./);
      expect(test.latencyMs).toBeGreaterThanOrEqual(0);
      expect(test.checks.map((one) => one.name)).toEqual([
        'connect',
        'log in',
        'read',
        'create tables',
      ]);
      expect(test.checks.every((one) => one.ok && one.message !== '')).toBe(true);
      expect(JSON.stringify(test)).not.toContain(String(lab().database.settings['password']));
    });

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
      const opening = connector.open(settings, { label: 'contract', connectTimeoutMs: 300 });
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

    it('is not opened when it was cancelled before', async () => {
      const signal = AbortSignal.abort();
      const options = { label: 'contract', connectTimeoutMs: 5000, signal };
      const opening = connector.open(lab().database.settings, options);
      expect((await failure(opening)).error.code).toBe('RUN_CANCELLED');
    });
  });

  describe('settings', () => {
    it('of the real server have no findings', () => {
      expect(connector.validateSettings(lab().database.settings)).toEqual([]);
    });

    it.each([
      ['a missing host', { host: '' }, 'host'],
      ['a port that is no number', { port: 'http' }, 'port'],
      ['a port out of range', { port: 70_000 }, 'port'],
      ['an unknown choice', { ssl_mode: 'perhaps' }, 'ssl_mode'],
      ['an unknown setting', { hostt: 'x' }, 'hostt'],
      ['a NUL character', { database: 'a\0b' }, 'database'],
    ])('with %s are refused, naming the field', async (_, changes, field) => {
      const settings = { ...lab().database.settings, ...changes };
      const findings = connector.validateSettings(settings);
      expect(findings.map((one) => [one.code, one.path])).toEqual([['SETTING_INVALID', field]]);
      expect(hasErrors(findings)).toBe(true);
      const { error } = await failure(lab().open(settings));
      expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] });
    });

    it('are all described, secrets marked', () => {
      const { fields } = connector.spec;
      expect(fields.filter((one) => one.secret).map((one) => one.name)).toEqual(['password']);
      for (const field of fields) {
        expect(field.title, field.name).not.toBe('');
        expect(field.description, field.name).toMatch(/\.$/);
      }
      expect(connector.spec.docs.length).toBeGreaterThan(200);
    });
  });

  describe('an account without privileges', () => {
    it('is told what to grant, for reading and for loading', async (context) => {
      const { database, session } = lab();
      if (database.createStranger === undefined) {
        context.skip('the local server has one account; see its own test of refusals');
        return;
      }
      const { words } = harness;
      const list = [{ name: 'n', native: words.types.int64 }];
      await database.execute(words.createTable(words.quote('private'), list));
      const columns = await columnsOf(lab(), 'private');
      const settings = await database.createStranger();
      const stranger = await lab().open(settings);
      const reading = readRows(stranger, { sql: selectAll(lab(), 'private'), columns });
      const read = await failure(reading);
      expect(read.error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
      expect(read.error.message).toMatch(/GRANT SELECT/);
      const staged = await failure(stageTable(lab(), stranger, { name: 'new', columns }));
      expect(staged.error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
      expect(staged.error.message).toMatch(/GRANT CREATE/);
      expect(staged.text + read.text).not.toContain(String(settings['password']));
      const test = await stranger.test();
      expect(test.ok).toBe(true);
      const creating = test.checks.find((one) => one.name === 'create tables');
      expect(creating?.ok).toBe(false);
      expect(creating?.message).toContain('GRANT');
      expect((await session.test()).checks.every((one) => one.ok)).toBe(true);
    });
  });
}
