import type { Store } from '@ai-etl/store';
import type { Readiness } from './contract.ts';

export interface HealthService {
  /** Never throws: what does not answer in two seconds is not ready. */
  readiness(): Promise<Readiness>;
}

const patienceMs = 2000;

export function makeHealthService(store: Pick<Store, 'ping'>): HealthService {
  return {
    readiness: async () => {
      const answers = await answersInTime(store.ping());
      return {
        status: answers ? 'ready' : 'not_ready',
        checks: [
          {
            name: 'database',
            ok: answers,
            message: answers ? 'answers' : 'does not answer; runs and pipelines are kept there',
          },
        ],
      };
    },
  };
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
