import { AiEtlError } from '@ai-etl/core';
import { isErrno } from './errno.ts';
import { isProcessAlive, pidOf, type ProcessIdentity } from './process-identity.ts';
import { pollUntil } from './pause.ts';

/** One attempt at ending a process: a signal, and how long it may take to obey. */
export interface EndStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/**
 * Sends the signals one after another until the process is gone. Errors: LOCAL_SERVER_FAILED
 * when it belongs to another user or outlives them all.
 */
export async function endProcess(
  identity: ProcessIdentity,
  steps: readonly EndStep[],
): Promise<void> {
  const pid = pidOf(identity);
  for (const step of steps) {
    if (!isProcessAlive(identity)) return;
    try {
      process.kill(pid, step.signal);
    } catch (error) {
      if (isErrno(error, 'ESRCH')) return;
      throw new AiEtlError(
        'LOCAL_SERVER_FAILED',
        `Process ${pid} belongs to another user, so it cannot be stopped from here.`,
        { cause: error },
      );
    }
    const gone = await pollUntil(() => (isProcessAlive(identity) ? undefined : true), {
      timeoutMs: step.waitMs,
      everyMs: 20,
    });
    if (gone) return;
  }
  throw new AiEtlError('LOCAL_SERVER_FAILED', `Process ${pid} did not end when told to.`);
}
