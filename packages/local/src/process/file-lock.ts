import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { AiEtlError } from '@ai-etl/core';
import { isErrno } from './errno.ts';
import { isProcessAlive, ownProcessIdentity } from './process-identity.ts';
import { pause } from './pause.ts';

/** How long to wait for another process that is starting or stopping the same server. */
const LOCK_TIMEOUT_MS = 120_000;
const LOCK_POLL_MS = 50;

/**
 * Runs `action` while this process alone holds the lock file. The lock of a process that died
 * is taken over at once. Errors: LOCAL_SERVER_FAILED when a live process keeps it too long.
 */
export async function withFileLock<T>(
  path: string,
  action: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  while (!tryLock(path)) {
    if (Date.now() > deadline) {
      throw new AiEtlError(
        'LOCAL_SERVER_FAILED',
        `Another process has held ${path} for ${LOCK_TIMEOUT_MS / 1000} s. ` +
          `It is ${readHolder(path) ?? 'unknown'}; end it, or remove the file if it is not ours.`,
      );
    }
    await pause(LOCK_POLL_MS, signal);
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Takes the lock without waiting; true when this process holds it now. The caller removes the
 * file; a holder that dies leaves a file that the next one takes over.
 */
export function tryLock(path: string): boolean {
  const own = `${path}.${randomUUID()}`;
  // link() puts name and content there in one step, so nobody ever reads a half-written lock.
  writeFileSync(own, ownProcessIdentity(), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    dropDeadLock(path);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function dropDeadLock(path: string): void {
  const holder = readHolder(path);
  if (holder === undefined || isProcessAlive(holder)) return;
  // Two processes may both see the dead holder: only the one whose rename wins removes it, and
  // it looks again at what it took, because a live lock may have appeared in between.
  const grabbed = `${path}.${randomUUID()}.stale`;
  try {
    renameSync(path, grabbed);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  const taken = readHolder(grabbed);
  if (taken !== undefined && isProcessAlive(taken)) linkBack(grabbed, path);
  rmSync(grabbed, { force: true });
}

function linkBack(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}

function readHolder(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
