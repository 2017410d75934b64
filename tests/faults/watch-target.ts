import { setTimeout as pause } from 'node:timers/promises';
import type { FaultCase } from './fault-case.ts';
import { describeFingerprint, sameFingerprint } from './fingerprint.ts';
import type { Expectation } from './source-rows.ts';
import type { TargetReader } from './target-reader.ts';

/** A reader that looks at the target all the time while the run is made and its servers die. */
export interface TargetWatch {
  soFar(): WatchReport;
  /** Ends the watch and answers every look that saw neither the old nor the new content. */
  stop(): Promise<WatchReport>;
}

export interface WatchReport {
  readonly looks: number;
  readonly halfPublished: readonly string[];
}

const betweenLooksMs = 40;

export function watchTarget(
  reader: TargetReader,
  one: FaultCase,
  { before, after }: Expectation,
): TargetWatch {
  const stopping = new AbortController();
  const halfPublished: string[] = [];
  let looks = 0;

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const found = await reader.read(one, 'quick').catch(() => null);
      if (found !== null) {
        looks += 1;
        if (!sameFingerprint(found, before) && !sameFingerprint(found, after)) {
          halfPublished.push(describeFingerprint(found));
        }
      }
      await pause(betweenLooksMs);
    }
  }

  const watching = watch();
  return {
    soFar: () => ({ looks, halfPublished }),
    async stop() {
      stopping.abort();
      await watching;
      return { looks, halfPublished };
    },
  };
}
