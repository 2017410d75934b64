import { spawnSync } from 'node:child_process';

/** Whether a program of `PATH` can be started and ends well: neither missing, nor not for this account, nor broken. */
export function startsProgram(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
