import { messageOf } from '@ai-etl/core';
import type { SchedulerPorts } from '../ports.ts';
import { decideFiring } from './decide-firing.ts';

export interface SchedulerOptions {
  /** Between two looks, at most; default 1000. */
  readonly tickMs?: number;
  /** Schedules taken at one look; default 100. */
  readonly batch?: number;
}

/** Turns due schedules into queued runs. Any number may run at the same time. */
export interface Scheduler {
  /** One look: fires everything that is due now and answers the ids of the runs it made. */
  tick(): Promise<readonly string[]>;
  /** Ticks until stopped; a failing tick is logged and tried again. */
  start(): void;
  /** Resolves when the current tick is over. */
  stop(): Promise<void>;
}

/** Makes a scheduler; nothing happens before `start` or `tick`. */
export function createScheduler(ports: SchedulerPorts, options: SchedulerOptions = {}): Scheduler {
  const { schedules, clock, log } = ports;
  const tickMs = options.tickMs ?? 1000;
  const limit = options.batch ?? 100;
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;

  async function tick(): Promise<readonly string[]> {
    const now = new Date(clock.now()).toISOString();
    const runIds: string[] = [];
    // A full batch means there may be more; catchup `all` may leave a schedule due.
    for (let fired = limit; fired >= limit && !stopping.signal.aborted;) {
      const batch = await schedules.fireDue({ now, limit }, (due) => decideFiring(due, now));
      for (const one of batch) {
        runIds.push(...one.runIds);
        log('info', 'Schedule fired', {
          pipeline_id: one.pipelineId,
          environment: one.environment,
          runs: one.runIds.length,
          next_at: one.nextAt,
        });
      }
      fired = batch.length;
    }
    return runIds;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await tick().catch((error: unknown) => {
        log('error', 'The scheduler could not look for due schedules', { error: messageOf(error) });
      });
      // The signal's rejection only ends the wait early.
      await clock.sleep(tickMs, stopping.signal).catch(() => undefined);
    }
  }

  return {
    tick,
    start() {
      loop ??= run();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
