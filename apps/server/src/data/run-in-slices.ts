import { setImmediate as nextTurn } from 'node:timers/promises';

/** A request that came meanwhile waits no longer than this and one step. */
const sliceMs = 8;

/** Runs long work a little at a time, so that others get their turn in between; throws what a step throws. */
export async function runInSlices<Result>(steps: Iterator<void, Result>): Promise<Result> {
  let end = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    await nextTurn();
    end = performance.now() + sliceMs;
  }
}
