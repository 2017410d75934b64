import type { Schemas } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions } from '../core/transport.ts';
import type { Run } from './run.ts';
import type { RunQuery, RunRequest } from './runs.ts';
import type {
  ClarifyRequest,
  DeployRequest,
  Deployment,
  GeneratedPipeline,
  PipelineDetail,
  Pipelines,
  PipelineStatus,
  PipelineSummary,
  Schedule,
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

  pause(options?: RequestOptions): Promise<Schedule> {
    return this.#pipelines.pause(this.id, options);
  }

  resume(options?: RequestOptions): Promise<Schedule> {
    return this.#pipelines.resume(this.id, options);
  }

  delete(options?: RequestOptions): Promise<void> {
    return this.#pipelines.delete(this.id, options);
  }

  toJSON(): Data {
    return this.data;
  }
}
