import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { pause, pollUntil } from './pause.ts';
import { chooseFreePort, isPortFree, isPortFreeWithin } from './port.ts';
import { readFileIfPresent, writePrivateFile } from './private-file.ts';
import { pidOf, readProcessIdentity } from './process-identity.ts';
import { openServerLog, readLogTail, sizeOf } from './server-log.ts';
import type { RunningServer } from './supervisor.ts';

/** Crash recovery replays at most max_wal_size, which takes well below this. */
const READY_TIMEOUT_MS = 120_000;
const READY_POLL_MS = 40;
const ATTEMPTS = 5;

/** What a server says when asked whether it serves us. */
export type ProbeAnswer = 'ready' | 'gone' | 'refused' | undefined;

/** A server process to start on some port. */
export interface LaunchOptions {
  readonly name: string;
  readonly stateDirectory: string;
  /** Where its data is, for messages. */
  readonly dataDirectory: string;
  /** 0: the remembered port, else any free one, and remember it. */
  readonly port: number;
  readonly log: (line: string) => void;
  commandFor(port: number): Command;
  /** Asked again and again until it says `ready` or `refused`, or the process ends. */
  probe(server: RunningServer): Promise<ProbeAnswer>;
  /** Last words after which another attempt, maybe on another port, makes sense. */
  readonly retryWhen: RegExp;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Starts a server that outlives us and waits until it answers. Errors: LOCAL_SERVER_FAILED with
 * the lines it logged since.
 */
export async function launchServer(options: LaunchOptions): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(options);
    const result = await tryLaunch(options, port);
    if (typeof result !== 'string') {
      writePrivateFile(portPathOf(options), `${port}\n`);
      options.log(`${options.name}: process ${pidOf(result.identity)} listens on port ${port}`);
      return result;
    }
    if (!options.retryWhen.test(result) || attempt === ATTEMPTS) {
      throw new AiEtlError(
        'LOCAL_SERVER_FAILED',
        `The local ${options.name} did not start on ${options.dataDirectory}, port ${port}. ` +
          `Its last lines:\n${result}`,
      );
    }
    options.log(`${options.name}: attempt ${attempt} failed, trying again`);
    await pause(300 * attempt);
  }
}

/** How long a restart waits for the port it had. */
const PORT_WAIT_MS = 5_000;

async function choosePort(options: LaunchOptions): Promise<number> {
  if (options.port !== 0) {
    if (await isPortFree(options.port)) return options.port;
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `Port ${options.port}, asked for ${options.name}, is taken by another program. ` +
        'Choose another port, or 0 for any free one.',
    );
  }
  const remembered = Number(readFileIfPresent(portPathOf(options)) ?? 0);
  // Clients know the server by this port: worth some seconds before it is given up.
  if (remembered > 0 && (await isPortFreeWithin(remembered, PORT_WAIT_MS))) return remembered;
  return await chooseFreePort();
}

function portPathOf(options: LaunchOptions): string {
  return join(options.stateDirectory, 'port');
}

/** Starts the process; the answer is the server, or its last words. */
async function tryLaunch(options: LaunchOptions, port: number): Promise<RunningServer | string> {
  const { program, args, cwd, environment, account } = options.commandFor(port);
  const logPath = join(options.stateDirectory, 'server.log');
  const logStart = sizeOf(logPath);
  const log = openServerLog(logPath);
  let failure: string | undefined;
  try {
    const child = spawn(program, [...args], {
      cwd,
      env: { ...environment },
      // A session of its own: a Ctrl-C in our terminal must not reach it.
      detached: true,
      stdio: ['ignore', log, log],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    child.once('error', (error) => (failure = messageOf(error)));
    child.once('exit', (code, signal) => {
      failure ??= `It ended with ${signal ?? `code ${code}`}.`;
    });
    child.unref();
    const server = await pollUntil(
      async () => {
        const identity = child.pid === undefined ? undefined : readProcessIdentity(child.pid);
        if (failure !== undefined) return failure;
        if (identity === undefined) return undefined;
        const answer = await options.probe({ identity, port });
        if (answer === 'ready') return { identity, port };
        return answer === 'refused'
          ? 'It rejects the password kept in this home; the password file was replaced.'
          : undefined;
      },
      { timeoutMs: READY_TIMEOUT_MS, everyMs: READY_POLL_MS },
    );
    if (server !== undefined && typeof server !== 'string') return server;
    return `${readLogTail(logPath, logStart)}\n${server ?? 'It did not answer in time.'}`;
  } finally {
    closeSync(log);
  }
}
