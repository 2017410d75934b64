import { AiEtlError } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { Readiness } from './contract.ts';

export interface HealthService {
  /** Never throws: what does not answer in two seconds is not ready. Ready without a worker. */
  readiness(): Promise<Readiness>;
}

const patienceMs = 2000;

export function makeHealthService(store: Pick<Store, 'ping' | 'hasWorker'>): HealthService {
  return {
    readiness: async () => {
      const [answers, works] = await Promise.all([
        answersInTime(store.ping()),
        answersInTime(store.hasWorker().then(insist)),
      ]);
      return {
        status: answers ? 'ready' : 'not_ready',
        checks: [
          {
            name: 'database',
            ok: answers,
            message: answers ? 'answers' : 'does not answer; runs and pipelines are kept there',
          },
          {
            // Not needed to serve: runs are queued, and wait for one.
            name: 'worker',
            ok: works,
            message: works ? 'is connected' : 'none is connected; runs wait in the queue',
          },
        ],
      };
    },
  };
}

async function insist(connected: boolean): Promise<void> {
  if (!connected) throw new AiEtlError('SERVICE_UNAVAILABLE', 'No worker is connected.');
}

async function answersInTime(ping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([
      ping.then(
        () => true,
        () => false,
      ),
      tooLate,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
