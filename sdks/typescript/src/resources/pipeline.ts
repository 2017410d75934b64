import type { Schemas } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions } from '../core/transport.ts';
import type { Run } from './run.ts';
import type { RunQuery, RunRequest } from './runs.ts';
import type { PipelineVersion, PipelineVersionQuery } from './pipeline-versions.ts';
import type {
  Backfill,
  BackfillRequest,
  ClarifyRequest,
  CodeQuery,
  DeployRequest,
  Deployment,
  DescribedPipeline,
  GeneratedPipeline,
  PauseRequest,
  PipelineCode,
  PipelineDetail,
  Pipelines,
  PipelineStatus,
  PipelineSummary,
  RegeneratedPipeline,
  RegenerateRequest,
  ResumeRequest,
  Schedule,
  ValidatedPipeline,
  ValidateRequest,
} from './pipelines.ts';

export type Question = Schemas['Question'];

/** What the API may have said of a pipeline: generated, in full, or one line of a list. */
export type PipelineData = GeneratedPipeline | PipelineDetail | PipelineSummary;

/** A pipeline: what the API said of it (`data`), and what can be done with it. */
export class Pipeline<Data extends PipelineData = PipelineData> {
  readonly #pipelines: Pipelines;
  readonly data: Data;

  constructor(pipelines: Pipelines, data: Data) {
    this.#pipelines = pipelines;
    this.data = data;
  }

  get id(): string {
    return this.data.pipeline_id;
  }

  get name(): string {
    return this.data.name;
  }

  /** What must be answered before it can be deployed; empty when nothing is in doubt. */
  get questions(): readonly Question[] {
    return 'clarification' in this.data ? this.data.clarification : [];
  }

  /** Answers questions by their ids; the answer is the pipeline as it then is. */
  clarify(
    answers: ClarifyRequest['answers'],
    options?: RequestOptions,
  ): Promise<Pipeline<GeneratedPipeline>> {
    return this.#pipelines.clarify(this.id, { answers }, options);
  }

  /** Changes it in words ("run at 3am Berlin time"); answers what changed, or questions. */
  regenerate(
    instruction: string,
    request: Omit<RegenerateRequest, 'instruction'> = {},
    options?: RequestOptions,
  ): Promise<RegeneratedPipeline> {
    return this.#pipelines.regenerate(this.id, { ...request, instruction }, options);
  }

  /** Deploys the latest version; answers the next five times it will run. */
  deploy(request?: DeployRequest, options?: RequestOptions): Promise<Deployment> {
    return this.#pipelines.deploy(this.id, request, options);
  }

  /** Runs it now. */
  run(request?: RunRequest, options?: RequestOptions): Promise<Run> {
    return this.#pipelines.run(this.id, request, options);
  }

  /** Its runs, newest first. */
  runs(query?: RunQuery, options?: RequestOptions): List<Run> {
    return this.#pipelines.runs(this.id, query, options);
  }

  /** What its newest run is doing. */
  status(options?: RequestOptions): Promise<PipelineStatus> {
    return this.#pipelines.status(this.id, options);
  }

  /** Everything about it, as it is now. */
  refresh(options?: RequestOptions): Promise<Pipeline<PipelineDetail>> {
    return this.#pipelines.get(this.id, options);
  }

  /** Proves it on the live systems now: findings, plan, and what becomes of the tables. */
  validate(request?: ValidateRequest, options?: RequestOptions): Promise<ValidatedPipeline> {
    return this.#pipelines.validate(this.id, request, options);
  }

  /** What it does, in sentences. */
  describe(options?: RequestOptions): Promise<DescribedPipeline> {
    return this.#pipelines.describe(this.id, {}, options);
  }

  /** As a program: pandas, SQL, Airflow or YAML. */
  code(query?: CodeQuery, options?: RequestOptions): Promise<PipelineCode> {
    return this.#pipelines.code(this.id, query, options);
  }

  /** As one YAML file fit for git. */
  export(options?: RequestOptions): Promise<string> {
    return this.#pipelines.export(this.id, {}, options);
  }

  /** What it was before, newest first. */
  versions(query?: PipelineVersionQuery, options?: RequestOptions): List<PipelineVersion> {
    return this.#pipelines.versions.list(this.id, query, options);
  }

  /** Makes a former version the latest again, as a new version. */
  rollback(version: number, options?: RequestOptions): Promise<PipelineVersion> {
    return this.#pipelines.versions.rollback(this.id, { version }, options);
  }

  /** Runs it for each time of its schedule within a range. */
  backfill(request: BackfillRequest, options?: RequestOptions): Promise<Backfill> {
    return this.#pipelines.backfill(this.id, request, options);
  }

  pause(request?: PauseRequest, options?: RequestOptions): Promise<Schedule> {
    return this.#pipelines.pause(this.id, request, options);
  }

  resume(request?: ResumeRequest, options?: RequestOptions): Promise<Schedule> {
    return this.#pipelines.resume(this.id, request, options);
  }

  delete(options?: RequestOptions): Promise<void> {
    return this.#pipelines.delete(this.id, options);
  }

  toJSON(): Data {
    return this.data;
  }
}
