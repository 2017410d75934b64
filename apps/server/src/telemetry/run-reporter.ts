import type { Logger } from 'pino';
import { messageOf, type Clock } from '@ai-etl/core';
import type { ReportSink, RunReport, RunReports } from '@ai-etl/store';
import type { Running } from '../process/run-process.ts';
import { runUntilStopped } from '../process/run-until-stopped.ts';

export interface ReporterPorts {
  readonly reports: RunReports;
  readonly sink: ReportSink;
  readonly send: (report: RunReport) => Promise<void>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

const lookEveryMs = 2000;
const longestPauseMs = 60_000;

/**
 * Tells a sink about runs, from their rows: nothing is lost when a worker is killed, and no run
 * waits for a receiver. Any number of workers may do so; the store lets one of them work.
 */
export function startReporter({ reports, sink, send, clock, log }: ReporterPorts): Running {
  return runUntilStopped(async (signal) => {
    let pauseMs = lookEveryMs;
    while (!signal.aborted) {
      try {
        while ((await reports.sendReports(sink, send)) > 0 && !signal.aborted);
        pauseMs = lookEveryMs;
      } catch (error) {
        log.warn(
          { sink, reason: messageOf(error) },
          'runs could not be reported; tried again later',
        );
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  });
}
