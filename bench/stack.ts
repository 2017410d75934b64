import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';

/** A whole installation of its own: API, worker and bundled servers, below `home`. */
export interface Stack {
  /** `http://127.0.0.1:<port>/api/v1` */
  readonly baseUrl: string;
  readonly token: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** For list endpoints. */
  list(path: string): Promise<readonly Answer[]>;
  /** Process ids of the workers. */
  workerPids(): readonly number[];
  stop(): Promise<void>;
}

const Answer = z.record(z.string(), z.unknown());
type Answer = Readonly<z.infer<typeof Answer>>;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const email = 'bench@localhost.example';
const password = 'bench-password-1';

/** Of the installation's admin. */
export const benchLogin = { email, password } as const;

/** Starts it as `npm start` does, waits until it is ready, and logs in. */
export async function startStack(
  home: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'apps/server/src/start.ts')], {
    env: {
      ...process.env,
      AI_ETL_HOME: home,
      PORT: String(port),
      AI_ETL_ADMIN_EMAIL: email,
      AI_ETL_ADMIN_PASSWORD: password,
      LOG_LEVEL: 'warn',
      // Counted, but never reached.
      AI_ETL_RATE_LIMIT: process.env['AI_ETL_RATE_LIMIT'] ?? '100000000/1000000',
      ...env,
    },
    stdio: ['ignore', 2, 2],
  });
  const baseUrl = `http://127.0.0.1:${port}/api/v1`;
  await waitReady(child, `http://127.0.0.1:${port}/health/ready`);
  const login = Answer.parse(await callApi(baseUrl, undefined, 'POST', '/auth/login', benchLogin));
  const token = String(login['access_token']);
  return {
    baseUrl,
    token,
    call: async (method, path, body) =>
      Answer.parse(await callApi(baseUrl, token, method, path, body)),
    list: async (path) => z.array(Answer).parse(await callApi(baseUrl, token, 'GET', path)),
    workerPids: () =>
      descendants(child.pid ?? 0).filter((pid) => commandLine(pid).includes('main-worker')),
    stop: () => stopChild(child),
  };
}

async function callApi(
  baseUrl: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new AiEtlError(
      'INTERNAL_ERROR',
      `${method} ${path}: ${response.status} ${text.slice(0, 1000)}`,
    );
  }
  return JSON.parse(text);
}

async function waitReady(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  child.kill('SIGTERM');
  throw new AiEtlError(
    'SERVICE_UNAVAILABLE',
    'The server did not become ready (see its log above).',
  );
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

function descendants(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = statusField(Number(entry), 'PPid');
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const found: number[] = [];
  const visit = (parent: number): void => {
    for (const [child, of] of parents) {
      if (of !== parent) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(pid);
  return found;
}

/** Highest resident memory of a process so far, in MB; 0 once it is gone. */
export function peakRssMb(pid: number): number {
  return Number.parseInt(statusField(pid, 'VmHWM') ?? '0', 10) / 1024;
}

function statusField(pid: number, name: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)?.[1];
  } catch {
    return undefined; // the process ended meanwhile
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // the process ended meanwhile
  }
}
