import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { startTestApi, testAdmin, textAt, type TestApi } from '../testing/test-api.ts';
import { readCommand, runCommand, type LocalCommand } from './commands.ts';

let api: TestApi;
let home: string;
beforeAll(async () => {
  api = await startTestApi();
  home = await mkdtemp(join(tmpdir(), 'ai-etl-commands-'));
});
afterAll(async () => {
  await api?.close();
  await rm(home, { recursive: true, force: true });
});

async function run(command: LocalCommand, environment: NodeJS.ProcessEnv = {}) {
  const lines: string[] = [];
  await runCommand(command, {
    config: readConfig({ AI_ETL_HOME: home, DATABASE_URL: api.databaseUrl, ...environment }),
    say: (line) => lines.push(line),
    signal: new AbortController().signal,
  });
  return lines.join('\n');
}

describe('reset-password', () => {
  it('gives a new password, and ends all logins', async () => {
    const login = { method: 'POST', url: '/api/v1/auth/login', token: null } as const;
    const before = await api.call({ ...login, body: testAdmin });
    const said = await run({ name: 'reset-password', email: 'Admin@example.com' });
    const password = /: (\S+) {3}\(shown this once/.exec(said)?.[1] ?? '';
    expect(password).toHaveLength(16);
    expect((await api.call({ ...login, body: testAdmin })).status).toBe(401);
    expect((await api.call({ ...login, body: { ...testAdmin, password } })).status).toBe(200);
    const body = { refresh_token: textAt(before.body, 'refresh_token') };
    const url = '/api/v1/auth/refresh';
    expect((await api.call({ method: 'POST', url, body, token: null })).status).toBe(401);
  });

  it('says that nobody has this address', async () => {
    await expect(run({ name: 'reset-password', email: 'no@example.com' })).rejects.toThrow(
      'Nobody has the e-mail address no@example.com.',
    );
  });
});

describe('disable-user and enable-user', () => {
  it('shut somebody out and let them in again', async () => {
    const { organisationId } = api;
    const token = await api.tokenFor({ userId: 'user_out', organisationId, role: 'analyst' });
    const body = { name: 'rests' };
    const made = await api.call({ method: 'POST', url: '/api/v1/api-keys', body, token });
    const key = textAt(made.body, 'key');
    const ask = async (credential: string) => {
      // A process that remembers nothing.
      const another = await api.startAnother();
      const headers = { authorization: `Bearer ${credential}` };
      return (await another.inject({ url: '/api/v1/auth/me', headers })).statusCode;
    };
    expect([await ask(token), await ask(key)]).toEqual([200, 200]);
    const email = 'user_out@test.example';
    await run({ name: 'disable-user', email });
    expect([await ask(token), await ask(key)]).toEqual([401, 401]);
    await run({ name: 'enable-user', email });
    expect([await ask(token), await ask(key)]).toEqual([401, 200]);
  });
});

describe('rotate-token-key', () => {
  it('puts a fresh key in front, and drops older ones on demand', async () => {
    const read = () => readFile(join(home, 'keys', 'tokens'), 'utf8');
    const first = await run({ name: 'rotate-token-key', dropOlder: false });
    expect(first).toContain('Older keys stay valid');
    const ids = (await read()).split(',').map((one) => one.split(':')[0]);
    expect(ids).toHaveLength(2);
    expect(first).toContain(`key ${ids[0]} from now on`);
    expect(first).toContain(`valid: ${ids[1]}.`);
    expect(first).not.toContain((await read()).split(':')[1]?.split(',')[0] ?? 'no key');
    const last = await run({ name: 'rotate-token-key', dropOlder: true });
    expect(last).toContain('everybody has to log in again');
    expect((await read()).split(',')).toHaveLength(1);
  });

  it('leaves keys of the environment to whoever set them', async () => {
    const environment = { AI_ETL_TOKEN_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` };
    await expect(
      run({ name: 'rotate-token-key', dropOlder: false }, environment),
    ).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining('AI_ETL_TOKEN_KEYS'),
    });
  });
});

describe('reading a command', () => {
  it.each([
    [[], null],
    [['--api'], null],
    [['rotate-token-key'], { name: 'rotate-token-key', dropOlder: false }],
    [['rotate-token-key', '--drop-older'], { name: 'rotate-token-key', dropOlder: true }],
    [['reset-password', 'a@b.c'], { name: 'reset-password', email: 'a@b.c' }],
    [['disable-user', 'a@b.c'], { name: 'disable-user', email: 'a@b.c' }],
    [['enable-user', 'a@b.c'], { name: 'enable-user', email: 'a@b.c' }],
  ])('takes %j', (args, command) => {
    expect(readCommand(args)).toEqual(command);
  });

  it.each([[['reset-password']], [['reset-password', 'a', 'b']], [['rotate']]])(
    'refuses %j and says what there is',
    (args) => {
      expect(() => readCommand(args)).toThrow(/rotate-token-key \[--drop-older\]/);
    },
  );
});
