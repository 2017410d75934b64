import { call } from '../core/call.ts';
import type { Answer, Query } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type MetricsQuery = Query<'getMetrics'>;
export type MetricsAnswer = Answer<'getMetrics'>;

/** Figures over time: runs, rows, bytes, durations, requests. */
export class Metrics {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(query: MetricsQuery = {}, options?: RequestOptions): Promise<MetricsAnswer> {
    return call<'getMetrics'>(
      this.#transport,
      { method: 'GET', path: '/observability/metrics', query },
      options,
    );
  }
}
