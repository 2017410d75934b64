import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseFreePort, stopEmbeddedPostgres, stopLocalClickHouse } from '@ai-etl/local';

const program = fileURLToPath(new URL('../../apps/server/src/start.ts', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'ai-etl-start-'));
const patience = { timeout: 60_000, interval: 100 };
let port = 0;
let password = '';

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

const running: Started[] = [];

function start(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, AI_ETL_HOME: home, PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const started = { child, said: () => text, ended };
  running.push(started);
  return started;
}

const answers = async (): Promise<boolean> => {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
  return answer?.ok ?? false;
};

/** Processes of ours whose program is `name`, on this home. */
function processesOf(name: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => readProc(pid, 'cmdline').includes(name))
    .filter((pid) => readProc(pid, 'environ').includes(`AI_ETL_HOME=${home}`));
}

function readProc(pid: number, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}

async function logIn(): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@localhost', password }),
  });
  return answer.status;
}

beforeAll(async () => {
  // Under root PostgreSQL runs as another user, and would else keep its data outside this folder.
  chmodSync(home, 0o711);
  port = await chooseFreePort();
});

afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await vi.waitUntil(() => processesOf('main-').length === 0, patience);
  await Promise.all([stopEmbeddedPostgres(home), stopLocalClickHouse(home)]);
  rmSync(home, { recursive: true, force: true });
});

// One story, in order: a home lives through several starts.
describe('npm start', () => {
  let first: Started;

  it('says where it is, and the first time how to log in', async () => {
    first = start();
    await expect.poll(answers, patience).toBe(true);
    await expect.poll(first.said, patience).toContain(`http://localhost:${port}`);
    expect(first.said()).toContain('admin@localhost');
    password = /Password: (\S+)/.exec(first.said())?.[1] ?? '';
    expect(await logIn()).toBe(200);
  });

  it.each(['main-api', 'main-worker'])('starts a killed %s again, alone', async (name) => {
    const other = name === 'main-api' ? 'main-worker' : 'main-api';
    for (const one of [other, name]) {
      await expect.poll(() => processesOf(one).length, patience).toBe(1);
    }
    const [others, [victim = expect.fail('no victim')]] = [processesOf(other), processesOf(name)];
    process.kill(victim, 'SIGKILL');
    await expect
      .poll(() => processesOf(name).filter((pid) => pid !== victim).length, patience)
      .toBe(1);
    expect(processesOf(other)).toEqual(others);
    await expect.poll(answers, patience).toBe(true);
    expect(await logIn()).toBe(200);
  });

  it('refuses a port that is taken, in words', async () => {
    const second = start(['--api']);
    expect(await second.ended).toBe(78);
    expect(second.said()).toContain(`Port ${port} is taken`);
  });

  it('stops everything on SIGTERM', async () => {
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(processesOf('main-')).toEqual([]);
    expect(await answers()).toBe(false);
  });

  it('keeps the login, and shows no password again', async () => {
    const again = start();
    await expect.poll(answers, patience).toBe(true);
    expect(await logIn()).toBe(200);
    expect(again.said()).not.toContain('Password');
    again.child.kill('SIGKILL');
    await again.ended;
    // Nobody told them: they notice that their parent is gone.
    await expect.poll(() => processesOf('main-'), patience).toEqual([]);
  });

  it('starts on what a killed one left behind, also from a terminal that is interrupted', async () => {
    const again = start(['--api']);
    await expect.poll(answers, patience).toBe(true);
    expect(processesOf('main-worker')).toEqual([]);
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
  });

  it('names a variable that is wrong', async () => {
    const wrong = start([], { PORT: 'http' });
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toContain('PORT must be a whole number');
  });
});
