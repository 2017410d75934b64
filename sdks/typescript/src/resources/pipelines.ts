import type { Answer, Body, Item, Query } from '../core/contract.ts';
import { listAt, type List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';
import { Pipeline } from './pipeline.ts';
import type { RunQuery, RunRequest, Runs } from './runs.ts';
import type { Run } from './run.ts';

export type GenerateRequest = Body<'generatePipeline'>;
export type CreatePipelineRequest = Body<'createPipeline'>;
export type ClarifyRequest = Body<'clarifyPipeline'>;
export type DeployRequest = Body<'deployPipeline'>;
export type PipelineQuery = Query<'listPipelines'>;
export type GeneratedPipeline = Answer<'generatePipeline'>;
export type PipelineDetail = Answer<'getPipeline'>;
export type PipelineSummary = Item<'listPipelines'>;
export type PipelineStatus = Answer<'getPipelineStatus'>;
export type Deployment = Answer<'deployPipeline'>;
export type Schedule = Answer<'pausePipeline'>;

/** Pipelines: from a sentence or a spec to runs. */
export class Pipelines {
  readonly #transport: Transport;
  readonly #runs: Runs;

  constructor(transport: Transport, runs: Runs) {
    this.#transport = transport;
    this.#runs = runs;
  }

  /**
   * From a sentence. What is ambiguous comes back as questions (`pipeline.questions`); answer
   * them with `pipeline.clarify`.
   */
  async generate(
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    const data = await this.#post<'generatePipeline'>('/pipelines:generate', request, options);
    return new Pipeline(this, data);
  }

  /** From a spec. Throws ValidationError with every finding when it cannot run. */
  async create(
    request: CreatePipelineRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    return new Pipeline(this, await this.#post<'createPipeline'>('/pipelines', request, options));
  }

  /** Answers open questions, by their ids. */
  async clarify(
    pipelineId: string,
    request: ClarifyRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    const at = path`/pipelines/${pipelineId}:clarify`;
    return new Pipeline(this, await this.#post<'clarifyPipeline'>(at, request, options));
  }

  async get(pipelineId: string, options?: RequestOptions): Promise<Pipeline<PipelineDetail>> {
    const { data } = await this.#transport.send<PipelineDetail>(
      { method: 'GET', path: path`/pipelines/${pipelineId}` },
      options,
    );
    return new Pipeline(this, data);
  }

  /** Newest first. */
  list(query: PipelineQuery = {}, options?: RequestOptions): List<Pipeline<PipelineSummary>> {
    return listAt<PipelineSummary, Pipeline<PipelineSummary>>(
      this.#transport,
      { path: '/pipelines', query, present: (wire) => new Pipeline(this, wire) },
      options,
    );
  }

  /** Ends its schedule and stops its runs. */
  async delete(pipelineId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: path`/pipelines/${pipelineId}` }, options);
  }

  /** Deploys the latest version. Without a schedule, the sentence's is taken; null: none. */
  async deploy(
    pipelineId: string,
    request: DeployRequest = {},
    options?: RequestOptions,
  ): Promise<Deployment> {
    return this.#post<'deployPipeline'>(path`/pipelines/${pipelineId}:deploy`, request, options);
  }

  /** Runs it now; see `Run.wait`. */
  run(pipelineId: string, request?: RunRequest, options?: RequestOptions): Promise<Run> {
    return this.#runs.start(pipelineId, request, options);
  }

  /** Its runs, newest first. */
  runs(pipelineId: string, query?: RunQuery, options?: RequestOptions): List<Run> {
    return this.#runs.listOf(pipelineId, query, options);
  }

  /** What its newest run is doing. */
  async status(pipelineId: string, options?: RequestOptions): Promise<PipelineStatus> {
    const { data } = await this.#transport.send<PipelineStatus>(
      { method: 'GET', path: path`/pipelines/${pipelineId}/status` },
      options,
    );
    return data;
  }

  async pause(pipelineId: string, options?: RequestOptions): Promise<Schedule> {
    return this.#change<'pausePipeline'>(path`/pipelines/${pipelineId}:pause`, options);
  }

  async resume(pipelineId: string, options?: RequestOptions): Promise<Schedule> {
    return this.#change<'resumePipeline'>(path`/pipelines/${pipelineId}:resume`, options);
  }

  /** A POST that creates something: it carries an Idempotency-Key, so it may be repeated. */
  async #post<
    Id extends 'generatePipeline' | 'createPipeline' | 'clarifyPipeline' | 'deployPipeline',
  >(at: string, body: Body<Id>, options: RequestOptions | undefined): Promise<Answer<Id>> {
    const { data } = await this.#transport.send<Answer<Id>>(
      { method: 'POST', path: at, body, repeat: 'keyed' },
      options,
    );
    return data;
  }

  /** A POST that says how things shall be; twice is the same as once. */
  async #change<Id extends 'pausePipeline' | 'resumePipeline'>(
    at: string,
    options: RequestOptions | undefined,
  ): Promise<Answer<Id>> {
    const { data } = await this.#transport.send<Answer<Id>>(
      { method: 'POST', path: at, repeat: 'safe' },
      options,
    );
    return data;
  }
}
