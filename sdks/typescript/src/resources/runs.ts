import type { Answer, Body, Query, Schemas } from '../core/contract.ts';
import { listAt, type List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';
import { Run } from './run.ts';
import { followLogs, readLogs, type LogLine } from './run-logs.ts';

export type RunQuery = Query<'listPipelineRuns'>;
export type AllRunsQuery = Query<'listRuns'>;
export type RunRequest = Body<'runPipeline'>;

/** Runs of pipelines, by their id. */
export class Runs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async get(runId: string, options?: RequestOptions): Promise<Run> {
    const { data } = await this.#transport.send<Answer<'getRun'>>(
      { method: 'GET', path: path`/runs/${runId}` },
      options,
    );
    return new Run(this, data);
  }

  /** The runs of all pipelines, newest first unless `sort` says otherwise. */
  list(query: AllRunsQuery = {}, options?: RequestOptions): List<Run> {
    return listAt<Schemas['Run'], Run>(
      this.#transport,
      { path: '/runs', query, present: (wire) => new Run(this, wire) },
      options,
    );
  }

  /** The runs of a pipeline, newest first. */
  listOf(pipelineId: string, query: RunQuery = {}, options?: RequestOptions): List<Run> {
    return listAt<Schemas['Run'], Run>(
      this.#transport,
      {
        path: path`/pipelines/${pipelineId}/runs`,
        query,
        present: (wire) => new Run(this, wire),
      },
      options,
    );
  }

  /**
   * Runs a pipeline now. With `async: false` it answers when the run has ended, or after ten
   * minutes. Sent again with the same idempotency key, it answers the same run.
   */
  async start(
    pipelineId: string,
    request: RunRequest = {},
    options?: RequestOptions,
  ): Promise<Run> {
    const { data } = await this.#transport.send<Answer<'runPipeline'>>(
      {
        method: 'POST',
        path: path`/pipelines/${pipelineId}:run`,
        body: request,
        repeat: 'keyed',
        ...(request.async === false ? { timeoutMs: synchronousTimeoutMs } : {}),
      },
      options,
    );
    return new Run(this, data);
  }

  /** Asks a run to stop. Throws ConflictError when it has ended already. */
  async cancel(runId: string, options?: RequestOptions): Promise<Run> {
    const { data } = await this.#transport.send<Answer<'cancelRun'>>(
      { method: 'POST', path: path`/runs/${runId}:cancel`, repeat: 'safe' },
      options,
    );
    return new Run(this, data);
  }

  /** The lines of a run's log so far; with `follow`, until the run ends. */
  logs(runId: string, options: LogOptions = {}): AsyncGenerator<LogLine, void, undefined> {
    const { follow = false } = options;
    return follow
      ? followLogs(this.#transport, runId, options)
      : readLogs(this.#transport, runId, options);
  }
}

export interface LogOptions extends RequestOptions {
  /** Goes on until the run has ended and every line is read. */
  readonly follow?: boolean;
  /** Only lines with a greater id. */
  readonly after?: number | undefined;
}

/** The server answers after ten minutes at the latest. */
const synchronousTimeoutMs = 11 * 60_000;
