import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AiEtlError } from '@ai-etl/core';
import { endChild } from '../../tests/installation/end-child.ts';
import { freePort } from '../../tests/installation/free-port.ts';

/** The demo's own installation: `npm start -- --sample` with a home of its own. */
export interface Installation {
  /** `http://127.0.0.1:8000` */
  readonly origin: string;
  readonly email: string;
  readonly password: string;
  /** Stops the API, the worker and the servers it started. */
  stop(): Promise<void>;
}

export interface InstallationOptions {
  readonly root: string;
  readonly home: string;
  readonly rows: number;
  /** Called while waiting, with what the server says. */
  readonly onLine: (line: string) => void;
}

/** Starts it and waits until it is ready to run pipelines; throws SERVICE_UNAVAILABLE. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { root, home, rows, onLine } = options;
  mkdirSync(home, { recursive: true });
  const { email, password } = credentials(home);
  const port = await freePort(8000).catch(() => freePort());
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(root, 'apps/server/src/start.ts'), '--sample'], {
    env: {
      ...process.env,
      AI_ETL_HOME: home,
      AI_ETL_SAMPLE_ROWS: String(rows),
      AI_ETL_ADMIN_EMAIL: email,
      AI_ETL_ADMIN_PASSWORD: password,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(home, 'demo.log'));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log.write(chunk);
      for (const line of chunk.toString().split('\n')) if (line !== '') onLine(line);
    });
  }
  try {
    await waitReady(child, origin, join(home, 'demo.log'));
  } catch (error) {
    await endChild(child);
    throw error;
  }
  return { origin, email, password, stop: () => endChild(child) };
}

/** The same on each start of this home: the admin is made once. */
function credentials(home: string): { readonly email: string; readonly password: string } {
  const file = join(home, 'demo-admin-password');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(15).toString('base64url'), { mode: 0o600 });
  return { email: 'demo@localhost.example', password: readFileSync(file, 'utf8') };
}

async function waitReady(child: ChildProcess, origin: string, logFile: string): Promise<void> {
  const until = Date.now() + 600_000; // the first start makes the sample, on a slow machine too
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${origin}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  const said = existsSync(logFile)
    ? readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n')
    : '';
  throw new AiEtlError(
    'SERVICE_UNAVAILABLE',
    `The server did not start. Its last words (${logFile}):\n${said}`,
  );
}
