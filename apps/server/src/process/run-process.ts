import type { Logger } from 'pino';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { exitCodes } from './exit-codes.ts';

/** Something that runs until it is stopped. */
export interface Running {
  /** Finishes what is under way, within a bound of its own, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Runs a process of ours: starts, then waits for SIGTERM, SIGINT, or the death of the parent
 * (its message channel closes), stops once, and exits. A second signal exits at once.
 */
export async function runProcess(log: Logger, start: () => Promise<Running>): Promise<void> {
  const asked = stopAsked();
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    log.fatal({ err: error }, messageOf(error));
    process.exitCode = isHopeless(error) ? exitCodes.misconfigured : exitCodes.failed;
    leave();
    return;
  }
  tellParent({ kind: 'ready' });
  const reason = await asked;
  log.info({ reason }, 'stopping');
  try {
    await running.stop();
    process.exitCode = exitCodes.ok;
  } catch (error) {
    log.error({ err: error }, 'did not stop cleanly');
    process.exitCode = exitCodes.failed;
  }
  leave();
}

/** What a child tells its parent. */
export interface ChildMessage {
  readonly kind: 'ready';
}

function tellParent(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

/** Resolves with the reason of the first wish to stop. */
function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (reason: string): void => {
      if (asked && reason !== 'disconnect') process.exit(exitCodes.failed);
      asked = true;
      resolve(reason);
    };
    process.on('SIGTERM', () => ask('SIGTERM'));
    process.on('SIGINT', () => {
      // Ctrl-C reaches a whole terminal group; the parent's SIGTERM follows and is no impatience.
      if (!process.connected) ask('SIGINT');
    });
    // Without a parent there is no channel, and this never fires.
    process.on('disconnect', () => ask('disconnect'));
  });
}

function isHopeless(error: unknown): boolean {
  if (error instanceof AiEtlError) return error.code === 'CONFIGURATION_INVALID';
  return false;
}

/** The log is flushed by the exit itself; what keeps the loop alive (the channel) is let go. */
function leave(): void {
  if (process.connected) process.disconnect();
  process.exit();
}
