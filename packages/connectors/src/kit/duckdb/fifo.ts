import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeOf } from '../network-error.ts';

const run = promisify(execFile);

/** Creates a FIFO that only our own account can open. Node.js has no call for it. */
export async function makeFifo(path: string): Promise<void> {
  await run('mkfifo', ['-m', '600', path]);
}

export async function removeFifo(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}

/**
 * The reading end. We hold a writing end as well, so that the stream ends when *we* let go of it,
 * which is after DuckDB said that it wrote everything, and not when a writer vanishes.
 */
export interface FifoReader {
  readonly socket: Socket;
  /** Lets go of our writing end: what is in the pipe is still read, then the socket ends. */
  release(): void;
}

export function openFifoReader(path: string): FifoReader {
  // Non-blocking, so that no thread waits for a writer.
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  let isHeld = true;
  return {
    socket: new Socket({ fd: reading, readable: true, writable: false }),
    release: () => {
      if (isHeld) closeSync(writing);
      isHeld = false;
    },
  };
}

/** How often we look whether DuckDB has opened its end. */
const openPollMs = 2;

/**
 * The writing end, once somebody reads; undefined when `isOver` says that nobody will. Opening it
 * without a reader would block a thread of ours, and what is written could be lost.
 */
export async function openFifoWriter(
  path: string,
  isOver: () => boolean,
): Promise<Socket | undefined> {
  while (!isOver()) {
    const writing = tryOpenWriter(path);
    if (writing !== undefined) return new Socket({ fd: writing, readable: false, writable: true });
    await wait(openPollMs);
  }
  return undefined;
}

function tryOpenWriter(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENXIO') return undefined;
    throw error;
  }
}
