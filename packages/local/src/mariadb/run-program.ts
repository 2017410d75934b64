import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { AiEtlError } from '@ai-etl/core';
import type { Command } from '../process/launch.ts';

/**
 * Runs one of MariaDB's programs to its end, with `input` on stdin; resolves to its stdout. Errors:
 * LOCAL_SERVER_FAILED with its last lines.
 */
export async function runProgram(command: Command, input = ''): Promise<string> {
  const { program, args, cwd, environment, account } = command;
  const child = spawn(program, [...args], {
    cwd,
    env: { ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  // A program that ends early closes its stdin; its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const failure = await Promise.race([
    once(child, 'close').then(([code]) => (code === 0 ? undefined : `exit code ${String(code)}`)),
    once(child, 'error').then(([error]) => String(error)),
  ]);
  const printed = Buffer.concat(output).toString();
  if (failure === undefined) return printed;
  const lines = `${printed}\n${Buffer.concat(errors).toString()}`.trim().split('\n');
  throw new AiEtlError(
    'LOCAL_SERVER_FAILED',
    `${program} failed (${failure}). Check free space and permissions of ${cwd}. Its last lines:\n${lines.slice(-6).join('\n')}`,
  );
}
