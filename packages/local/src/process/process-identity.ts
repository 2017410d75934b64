import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process named so that a recycled pid is never mistaken for it: `pid:start`, where start is
 * the kernel's start time of that process.
 */
export type ProcessIdentity = string;

/** Identity of a live process, or undefined when there is none (a zombie counts as gone). */
export function readProcessIdentity(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  const start = process.platform === 'linux' ? readLinuxStart(pid) : readPsStart(pid);
  return start === undefined ? undefined : `${pid}:${start}`;
}

/** Identity of this very process. */
export function ownProcessIdentity(): ProcessIdentity {
  // A sandbox may hide /proc; then the pid alone has to do.
  return readProcessIdentity(process.pid) ?? `${process.pid}:unknown`;
}

/** Whether exactly this process, not a later one with the same pid, is still running. */
export function isProcessAlive(identity: ProcessIdentity): boolean {
  const pid = pidOf(identity);
  if (identity.endsWith(':unknown')) return pid === process.pid || signalReaches(pid);
  return readProcessIdentity(pid) === identity;
}

/** The pid inside an identity. */
export function pidOf(identity: ProcessIdentity): number {
  return Number.parseInt(identity, 10);
}

/** The command line of a process, words joined by spaces; empty when it cannot be read. */
export function readCommandLine(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    return runPs(pid, 'command=') ?? '';
  } catch {
    // The process ended between the two looks; that is the answer.
    return '';
  }
}

function readLinuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    return state === 'Z' || state === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function readPsStart(pid: number): string | undefined {
  const start = runPs(pid, 'lstart=');
  return start === undefined || start === '' ? undefined : start.replaceAll(/\s+/g, '_');
}

function runPs(pid: number, column: string): string | undefined {
  const result = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
