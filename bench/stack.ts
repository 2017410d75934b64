import { readFileSync, readdirSync } from 'node:fs';
import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';
import { startInstallation } from '../tests/installation/start-installation.ts';

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
  /** Process ids of the DuckDB processes that workers have started and not ended. */
  duckdbPids(): readonly number[];
  stop(): Promise<void>;
}

const Answer = z.record(z.string(), z.unknown());
type Answer = Readonly<z.infer<typeof Answer>>;

/** Of the installation's admin. */
export const benchLogin = {
  email: 'bench@localhost.example',
  password: 'bench-password-1',
} as const;

/** Starts it as `npm start` does, waits until it is ready, and logs in. */
export async function startStack(
  home: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  const installation = await startInstallation({
    home,
    env: {
      AI_ETL_ADMIN_EMAIL: benchLogin.email,
      AI_ETL_ADMIN_PASSWORD: benchLogin.password,
      // Counted, but never reached.
      AI_ETL_RATE_LIMIT: process.env['AI_ETL_RATE_LIMIT'] ?? '100000000/1000000',
      ...env,
    },
  });
  const baseUrl = `${installation.origin}/api/v1`;
  const login = Answer.parse(await callApi(baseUrl, undefined, 'POST', '/auth/login', benchLogin));
  const token = String(login['access_token']);
  return {
    baseUrl,
    token,
    call: async (method, path, body) =>
      Answer.parse(await callApi(baseUrl, token, method, path, body)),
    list: async (path) => z.array(Answer).parse(await callApi(baseUrl, token, 'GET', path)),
    workerPids: () =>
      descendants(installation.pid).filter((pid) => commandLine(pid).includes('main-worker')),
    duckdbPids: () =>
      descendants(installation.pid).filter((pid) =>
        /main-duckdb|\(duckdb\)/.test(commandLine(pid)),
      ),
    stop: () => installation.stop(),
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
