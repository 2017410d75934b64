/** A signal that is aborted by the caller's or by the clock, whichever is first. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly timedOut: () => boolean;
  /** Starts the time anew: something arrived. */
  readonly extend: () => void;
  /** To be called when the work is done: a timer would keep a process alive. */
  readonly clear: () => void;
}

/** By hand, since AbortSignal.any needs Node 20. `timeoutMs` 0 means: no limit. */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let late = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = (): void => {
    if (timeoutMs === 0) return;
    timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, timeoutMs);
  };
  const follow = (): void => controller.abort(caller?.reason);
  if (caller?.aborted === true) follow();
  else caller?.addEventListener('abort', follow, { once: true });
  start();
  return {
    signal: controller.signal,
    timedOut: () => late,
    extend: () => {
      clearTimeout(timer);
      start();
    },
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', follow);
    },
  };
}
