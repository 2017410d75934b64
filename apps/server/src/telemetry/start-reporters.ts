import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { Running } from '../process/run-process.ts';
import { makeLineageSink, type LineageTarget } from './lineage/lineage-sink.ts';
import { runEvent } from './lineage/run-event.ts';
import { startReporter } from './run-reporter.ts';
import { productVersion } from './version.ts';

/** Whom a worker tells about runs; null: nobody. */
export interface ReportTargets {
  readonly lineage: (LineageTarget & { readonly namespace: string }) | null;
  /** An OTLP endpoint. */
  readonly traces: string | null;
}

export async function startReporters(
  targets: ReportTargets,
  {
    store,
    clock,
    log,
  }: { readonly store: Pick<Store, 'runReports'>; readonly clock: Clock; readonly log: Logger },
): Promise<Running> {
  const running: Running[] = [];
  const common = { reports: store.runReports, clock, log };
  const { lineage, traces } = targets;
  if (lineage !== null) {
    const send = makeLineageSink(lineage, log);
    const options = { namespace: lineage.namespace, version: productVersion };
    running.push(
      startReporter({
        ...common,
        sink: 'lineage',
        send: (report) => send(runEvent(report, options)),
      }),
    );
  }
  if (traces !== null) {
    const { openTracing } = await import('./tracing/open-tracing.ts');
    const tracing = openTracing({
      endpoint: traces,
      serviceName: 'ai-etl-worker',
      version: productVersion,
    });
    running.push(startReporter({ ...common, sink: 'traces', send: tracing.sendRun }), tracing);
  }
  return {
    stop: async () => {
      for (const one of running) await one.stop();
    },
  };
}
