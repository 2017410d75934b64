import type { Clock, RunLogLine, RunStore } from '@ai-etl/core';

/** The log of a run, as its owner reads it. Lines wait in memory until `flush`. */
export interface RunLog {
  write(level: RunLogLine['level'], message: string, task?: string): void;
  /** Stores what waits; lines stay for the next flush when the store fails. Never throws. */
  flush(): Promise<void>;
}

export interface RunLogOptions {
  readonly runId: string;
  readonly attempt: number;
  /** Decrypted secrets of the run's connections: replaced wherever they turn up. */
  readonly secrets: readonly string[];
}

/** Lines kept while the store cannot be reached; the oldest are dropped first. */
const maxWaiting = 1000;

export function createRunLog(
  ports: { readonly store: Pick<RunStore, 'appendLogs'>; readonly clock: Clock },
  options: RunLogOptions,
): RunLog {
  const hide = secretHider(options.secrets);
  let waiting: RunLogLine[] = [];
  let flushing: Promise<void> = Promise.resolve();

  async function flushNow(): Promise<void> {
    if (waiting.length === 0) return;
    const lines = waiting;
    waiting = [];
    try {
      await ports.store.appendLogs(options.runId, lines);
    } catch {
      // The run matters more than its log: keep the lines and try at the next flush.
      waiting = [...lines, ...waiting].slice(-maxWaiting);
    }
  }

  return {
    write(level, message, task) {
      waiting.push({
        at: new Date(ports.clock.now()).toISOString(),
        level,
        attempt: options.attempt,
        task: task ?? null,
        message: hide(message),
      });
      if (waiting.length > maxWaiting) waiting.shift();
    },
    flush() {
      flushing = flushing.then(flushNow);
      return flushing;
    },
  };
}

/** Replaces each secret by `***`. Short ones are left alone: hiding "a" would hide every word. */
export function secretHider(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((one) => one.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((result, secret) => result.replaceAll(secret, '***'), text);
}
