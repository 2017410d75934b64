import type { Attempt } from './attempt.ts';
import { stopErrors } from './attempt-control.ts';

/** How often the counters of a stream are looked at. */
const lookMs = 1000;

/** Stops the attempt when a branch's stream moves no byte for policy.stall_seconds. */
export async function watchForStall(
  attempt: Attempt,
  branch: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = attempt.ports;
  const limitSeconds = attempt.claimed.spec.policy.stall_seconds;
  let last = -1n;
  let movedAt = clock.now();
  while (!signal.aborted) {
    const bytes = attempt.progress.moved(branch)?.bytes ?? 0n;
    if (bytes !== last) {
      last = bytes;
      movedAt = clock.now();
    } else if (clock.now() - movedAt >= limitSeconds * 1000) {
      attempt.control.stop('stalled', stopErrors.stalled(branch, limitSeconds));
      return;
    }
    await clock.sleep(lookMs, signal).catch(() => undefined);
  }
}
