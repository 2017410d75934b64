import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { isErrno } from './errno.ts';
import { isProcessAlive, ownProcessIdentity } from './process-identity.ts';

/**
 * Who uses a server: one small file per handle, holding the identity of its process. A handle
 * of a process that died counts for nothing, so nobody has to clean up after a SIGKILL.
 */
export interface Lease {
  release(): void;
}

/** Notes that this process uses the server whose leases lie in `directory`. */
export function takeLease(directory: string): Lease {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `${process.pid}-${randomUUID()}`);
  writeFileSync(path, ownProcessIdentity(), { mode: 0o600 });
  return { release: () => rmSync(path, { force: true }) };
}

/** How many live handles there are; leases of dead processes are removed on the way. */
export function countLeases(directory: string): number {
  let live = 0;
  for (const name of readNames(directory)) {
    const path = join(directory, name);
    if (isProcessAlive(readIdentity(path))) live += 1;
    else rmSync(path, { force: true });
  }
  return live;
}

function readNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function readIdentity(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
