import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@ai-etl/core';

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await pause(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
