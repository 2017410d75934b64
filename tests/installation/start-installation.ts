import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { AiEtlError } from '@ai-etl/core';
import { endChild } from './end-child.ts';
import { freePort } from './free-port.ts';

/** A whole installation of its own, as `npm start` makes it: API, worker and bundled servers. */
export interface Installation {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly email: string;
  readonly password: string;
  /** Of the process that started the others. */
  readonly pid: number;
  /** What its processes wrote. */
  readonly logFile: string;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  /** Where everything of it lives. */
  readonly home: string;
  /** Flags of `npm start`, such as `--sample`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The first start makes the sample, on a slow machine too. */
const readyWithinMs = 300_000;

/** Starts it and waits until it is ready; throws SERVICE_UNAVAILABLE with its last lines. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { home, flags = [], env = {} } = options;
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const email = 'admin@localhost.example';
  const password = 'installation-password-1';
  const origin = `http://127.0.0.1:${port}`;
  const logFile = join(home, 'installation.log');
  const child = spawn(process.execPath, [join(root, 'apps/server/src/start.ts'), ...flags], {
    env: {
      ...process.env,
      AI_ETL_HOME: home,
      HOST: '127.0.0.1',
      PORT: String(port),
      AI_ETL_ADMIN_EMAIL: email,
      AI_ETL_ADMIN_PASSWORD: password,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  // However this process ends, the installation ends with it.
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    await endChild(child);
    log.end();
  };
  try {
    await waitReady(child, origin, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, email, password, pid: child.pid ?? 0, logFile, stop };
}

async function waitReady(child: ChildProcess, origin: string, logFile: string): Promise<void> {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${origin}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  const said = readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n');
  throw new AiEtlError('SERVICE_UNAVAILABLE', `The installation did not become ready:\n${said}`);
}
