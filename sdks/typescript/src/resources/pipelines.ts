import { call } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import { listAt, type List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';
import { PipelineVersions } from './pipeline-versions.ts';
import { Pipeline } from './pipeline.ts';
import type { Run } from './run.ts';
import type { RunQuery, RunRequest, Runs } from './runs.ts';

export type GenerateRequest = Body<'generatePipeline'>;
export type CreatePipelineRequest = Body<'createPipeline'>;
export type UpdatePipelineRequest = Body<'updatePipeline'>;
export type RegenerateRequest = Body<'regeneratePipeline'>;
export type RegeneratedPipeline = Answer<'regeneratePipeline'>;
export type ClarifyRequest = Body<'clarifyPipeline'>;
export type DeployRequest = Body<'deployPipeline'>;
export type ValidateRequest = Body<'validatePipeline'>;
export type BackfillRequest = Body<'backfillPipeline'>;
export type CloneRequest = Body<'clonePipeline'>;
export type ImportRequest = Body<'importPipeline'>;
export type PauseRequest = Body<'pausePipeline'>;
export type ResumeRequest = Body<'resumePipeline'>;
export type PipelineQuery = Query<'listPipelines'>;
export type CodeQuery = Query<'getPipelineCode'>;
export type VersionQuery = Query<'describePipeline'>;
export type GeneratedPipeline = Answer<'generatePipeline'>;
export type PipelineDetail = Answer<'getPipeline'>;
export type PipelineSummary = Item<'listPipelines'>;
export type PipelineStatus = Answer<'getPipelineStatus'>;
export type PipelineCode = Answer<'getPipelineCode'>;
export type ValidatedPipeline = Answer<'validatePipeline'>;
export type DescribedPipeline = Answer<'describePipeline'>;
export type ImportedPipeline = Answer<'importPipeline'>;
export type Backfill = Answer<'backfillPipeline'>;
export type Deployment = Answer<'deployPipeline'>;
export type Schedule = Answer<'pausePipeline'>;

/** Pipelines: from a sentence or a spec to runs. */
export class Pipelines {
  readonly #transport: Transport;
  readonly #runs: Runs;
  readonly versions: PipelineVersions;

  constructor(transport: Transport, runs: Runs) {
    this.#transport = transport;
    this.#runs = runs;
    this.versions = new PipelineVersions(transport);
  }

  /**
   * From a sentence. What is ambiguous comes back as questions (`pipeline.questions`); answer
   * them with `pipeline.clarify`.
   */
  async generate(
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    return new Pipeline(
      this,
      await this.#keyed<'generatePipeline'>('/pipelines:generate', request, options),
    );
  }

  /** From a spec. Throws ValidationError with every finding when it cannot run. */
  async create(
    request: CreatePipelineRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    return new Pipeline(this, await this.#keyed<'createPipeline'>('/pipelines', request, options));
  }

  /** From a YAML file of `export`. */
  import(request: ImportRequest, options?: RequestOptions): Promise<ImportedPipeline> {
    return this.#keyed<'importPipeline'>('/pipelines:import', request, options);
  }

  /** Gives it another spec, as a new version. Throws ConflictError unless `expected_version` is the latest. */
  async update(
    pipelineId: string,
    request: UpdatePipelineRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    const data = await call<'updatePipeline'>(
      this.#transport,
      { method: 'PATCH', path: path`/pipelines/${pipelineId}`, body: request },
      options,
    );
    return new Pipeline(this, data);
  }

  /** Answers open questions, by their ids. */
  async clarify(
    pipelineId: string,
    request: ClarifyRequest,
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    const at = path`/pipelines/${pipelineId}:clarify`;
    return new Pipeline(this, await this.#keyed<'clarifyPipeline'>(at, request, options));
  }

  /** Changes the latest version as an instruction says; answers what changed, or questions. */
  regenerate(
    pipelineId: string,
    request: RegenerateRequest,
    options?: RequestOptions,
  ): Promise<RegeneratedPipeline> {
    const at = path`/pipelines/${pipelineId}:regenerate`;
    return this.#keyed<'regeneratePipeline'>(at, request, options);
  }

  async get(pipelineId: string, options?: RequestOptions): Promise<Pipeline<PipelineDetail>> {
    const request = { method: 'GET', path: path`/pipelines/${pipelineId}` } as const;
    return new Pipeline(this, await call<'getPipeline'>(this.#transport, request, options));
  }

  /** Newest first, unless `sort` says otherwise. */
  list(query: PipelineQuery = {}, options?: RequestOptions): List<Pipeline<PipelineSummary>> {
    return listAt<PipelineSummary, Pipeline<PipelineSummary>>(
      this.#transport,
      { path: '/pipelines', query, present: (wire) => new Pipeline(this, wire) },
      options,
    );
  }

  /** Ends its schedule and stops its runs. `restore` brings it back. */
  async delete(pipelineId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: path`/pipelines/${pipelineId}` }, options);
  }

  async restore(pipelineId: string, options?: RequestOptions): Promise<Pipeline<PipelineSummary>> {
    const at = path`/pipelines/${pipelineId}:restore`;
    return new Pipeline(this, await this.#keyed<'restorePipeline'>(at, undefined, options));
  }

  /** The same in another project or on other connections. */
  async clone(
    pipelineId: string,
    request: CloneRequest = {},
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    const at = path`/pipelines/${pipelineId}:clone`;
    return new Pipeline(this, await this.#keyed<'clonePipeline'>(at, request, options));
  }

  /** Deploys the latest version. Without a schedule, the sentence's is taken; null: none. */
  deploy(
    pipelineId: string,
    request: DeployRequest = {},
    options?: RequestOptions,
  ): Promise<Deployment> {
    return this.#keyed<'deployPipeline'>(path`/pipelines/${pipelineId}:deploy`, request, options);
  }

  /** Proves it on the live systems now: findings, plan, and what becomes of the tables. */
  validate(
    pipelineId: string,
    request: ValidateRequest = {},
    options?: RequestOptions,
  ): Promise<ValidatedPipeline> {
    return call<'validatePipeline'>(
      this.#transport,
      {
        method: 'POST',
        path: path`/pipelines/${pipelineId}:validate`,
        body: request,
        repeat: 'safe',
      },
      options,
    );
  }

  /** What it does, in sentences. */
  describe(
    pipelineId: string,
    query: VersionQuery = {},
    options?: RequestOptions,
  ): Promise<DescribedPipeline> {
    return call<'describePipeline'>(
      this.#transport,
      { method: 'GET', path: path`/pipelines/${pipelineId}:describe`, query },
      options,
    );
  }

  /** As a program: pandas, SQL, Airflow or YAML. */
  code(pipelineId: string, query: CodeQuery = {}, options?: RequestOptions): Promise<PipelineCode> {
    return call<'getPipelineCode'>(
      this.#transport,
      { method: 'GET', path: path`/pipelines/${pipelineId}/code`, query },
      options,
    );
  }

  /** As one YAML file fit for git; `import` reads it. */
  async export(
    pipelineId: string,
    query: Query<'exportPipeline'> = {},
    options?: RequestOptions,
  ): Promise<string> {
    const at = path`/pipelines/${pipelineId}:export`;
    const request = { method: 'GET', path: at, query, accept: 'application/yaml' } as const;
    return (await this.#transport.sendForText(request, options)).data;
  }

  /** Runs it now; see `Run.wait`. */
  run(pipelineId: string, request?: RunRequest, options?: RequestOptions): Promise<Run> {
    return this.#runs.start(pipelineId, request, options);
  }

  /** Runs it for each time of its schedule within a range. */
  backfill(
    pipelineId: string,
    request: BackfillRequest,
    options?: RequestOptions,
  ): Promise<Backfill> {
    const at = path`/pipelines/${pipelineId}:backfill`;
    return this.#keyed<'backfillPipeline'>(at, request, options);
  }

  /** Its runs, newest first. */
  runs(pipelineId: string, query?: RunQuery, options?: RequestOptions): List<Run> {
    return this.#runs.listOf(pipelineId, query, options);
  }

  /** What its newest run is doing. */
  status(pipelineId: string, options?: RequestOptions): Promise<PipelineStatus> {
    return call<'getPipelineStatus'>(
      this.#transport,
      { method: 'GET', path: path`/pipelines/${pipelineId}/status` },
      options,
    );
  }

  pause(
    pipelineId: string,
    request: PauseRequest = {},
    options?: RequestOptions,
  ): Promise<Schedule> {
    const at = path`/pipelines/${pipelineId}:pause`;
    return call<'pausePipeline'>(
      this.#transport,
      { method: 'POST', path: at, body: request, repeat: 'safe' },
      options,
    );
  }

  resume(
    pipelineId: string,
    request: ResumeRequest = {},
    options?: RequestOptions,
  ): Promise<Schedule> {
    const at = path`/pipelines/${pipelineId}:resume`;
    return call<'resumePipeline'>(
      this.#transport,
      { method: 'POST', path: at, body: request, repeat: 'safe' },
      options,
    );
  }

  /** A POST that makes something: it carries an Idempotency-Key, so it may be repeated. */
  #keyed<Id extends KeyedOperation>(
    at: string,
    body: Body<Id> | undefined,
    options: RequestOptions | undefined,
  ): Promise<Answer<Id>> {
    return call<Id>(this.#transport, { method: 'POST', path: at, body, repeat: 'keyed' }, options);
  }
}

type KeyedOperation =
  | 'generatePipeline'
  | 'createPipeline'
  | 'importPipeline'
  | 'clarifyPipeline'
  | 'regeneratePipeline'
  | 'deployPipeline'
  | 'restorePipeline'
  | 'clonePipeline'
  | 'backfillPipeline';
