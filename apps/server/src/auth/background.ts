import type { Logger } from 'pino';

/** Work that no request waits for. */
export interface Background {
  /** Starts it; when it fails, `what` is logged with the reason. */
  run(what: string, work: () => Promise<void>): void;
  /** Resolves when all of it is done. */
  settled(): Promise<void>;
}

export function makeBackground(log: Pick<Logger, 'warn'>): Background {
  const running = new Set<Promise<void>>();
  return {
    run: (what, work) => {
      const done = work()
        .catch((error: unknown) => log.warn({ err: error }, what))
        .finally(() => running.delete(done));
      running.add(done);
    },
    settled: async () => {
      await Promise.all(running);
    },
  };
}
