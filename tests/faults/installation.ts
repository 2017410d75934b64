import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { chooseFreePort, startLocalServers, type LocalServers } from '@ai-etl/local';
import { endChild } from '../installation/end-child.ts';
import { processesBelow } from './processes.ts';

/** A whole installation as `npm start` makes it: API, worker and both servers, each to be killed. */
export interface Installation {
  readonly servers: LocalServers;
  /** Below which connections may read files. */
  readonly folder: string;
  /** What the store needs to read the installation's own data. */
  readonly secretKey: { readonly id: string; readonly key: Buffer };
  /** Pids by role now; a role may be between two lives. */
  pids(role: 'api' | 'worker'): readonly number[];
  /** Calls the API, again and again while it is down; the answer must be an object or a list. */
  call(method: 'GET' | 'POST', path: string, request?: CallRequest): Promise<unknown>;
  /** Resolves when API and servers answer. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  /** Rows of a durable chunk. */
  readonly chunkRows: number;
  /** Runs at the same time. */
  readonly lanes: number;
}

export interface CallRequest {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const adminEmail = 'faults@localhost.example';
const password = 'faults-password-1';
/** On a busy machine a server that was killed needs long to be back. */
const answerWithinMs = 300_000;

export async function startInstallation(
  home: string,
  { chunkRows, lanes }: InstallationOptions,
): Promise<Installation> {
  const folder = join(home, 'files');
  mkdirSync(folder, { recursive: true });
  // One that no client is given, whose socket could take it while the API is down.
  const port = await chooseFreePort();
  const key = randomBytes(32);
  const log = openSync(join(home, 'installation.log'), 'a');
  const child = spawn(process.execPath, [join(root, 'apps/server/src/start.ts')], {
    env: {
      ...process.env,
      AI_ETL_HOME: home,
      PORT: String(port),
      AI_ETL_ADMIN_EMAIL: adminEmail,
      // Asked about at a rate that no plan allows.
      AI_ETL_RATE_LIMIT: '100000000/1000000',
      AI_ETL_ADMIN_PASSWORD: password,
      // One for each run at the same time, see `--lanes`, and one to spare.
      AI_ETL_WORKER_CONCURRENCY: String(lanes + 1),
      // What is waited for between a kill and the next attempt is not the subject.
      AI_ETL_LEASE_SECONDS: '4',
      AI_ETL_RETRY_MAX_DELAY_SECONDS: '4',
      AI_ETL_CHUNK_ROWS: String(chunkRows),
      // A webhook listens on this machine.
      AI_ETL_WEBHOOK_ALLOW: 'private',
      AI_ETL_SECRET_KEYS: `faults:${key.toString('base64')}`,
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', log, log],
  });
  // However this process ends, the installation ends with it.
  process.once('exit', () => child.kill('SIGTERM'));
  const address = `http://127.0.0.1:${port}`;
  await untilReady(child, address);
  const servers = await startLocalServers({ home });
  let token: string | null = null;

  async function callOnce(method: string, path: string, request: CallRequest): Promise<unknown> {
    token ??= await logIn(address);
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.idempotencyKey === undefined
          ? {}
          : { 'idempotency-key': request.idempotencyKey }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.status === 401) token = null;
    if (response.ok) return JSON.parse(text);
    throw new AiEtlError(
      'QUERY_FAILED',
      `${method} ${path}: ${response.status} ${text.slice(0, 500)}`,
      {
        // 409 with Retry-After: a request that died with its server holds its key for a minute.
        retryable:
          response.status >= 500 || response.status === 401 || response.headers.has('retry-after'),
      },
    );
  }

  return {
    servers,
    folder,
    secretKey: { id: 'faults', key },
    pids: (role) => processesBelow(child.pid ?? 0, `main-${role}.ts`),
    async call(method, path, request = {}) {
      const until = Date.now() + answerWithinMs;
      for (;;) {
        try {
          return await callOnce(method, path, request);
        } catch (error) {
          const final = error instanceof AiEtlError && !error.retryable;
          if (final || Date.now() > until) throw error;
        }
        await pause(200);
      }
    },
    ready: () => untilReady(child, address),
    async stop() {
      await servers.stop();
      await endChild(child);
    },
  };
}

async function logIn(address: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: adminEmail, password }),
    signal: AbortSignal.timeout(10_000),
  });
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer) {
    return String(answer.access_token);
  }
  throw new AiEtlError('SERVICE_UNAVAILABLE', `Login answered ${response.status}.`);
}

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  const until = Date.now() + 180_000;
  let last = 'no answer';
  while (Date.now() < until && child.exitCode === null) {
    try {
      const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(5000) });
      if (answer.ok) return;
      last = `${answer.status}`;
    } catch (error) {
      last = messageOf(error);
    }
    await pause(100);
  }
  throw new AiEtlError('SERVICE_UNAVAILABLE', `The installation did not get ready: ${last}.`);
}
