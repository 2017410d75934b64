import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type PipelineVersion = Item<'listPipelineVersions'>;
export type PipelineVersionDetail = Answer<'getPipelineVersion'>;
export type PipelineVersionQuery = Query<'listPipelineVersions'>;
export type VersionDiff = Answer<'diffPipelineVersions'>;
export type VersionDiffQuery = Query<'diffPipelineVersions'>;
export type RollbackRequest = Body<'rollbackPipeline'>;

/** What a pipeline was before. Versions never change; going back makes a new one. */
export class PipelineVersions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(
    pipelineId: string,
    query: PipelineVersionQuery = {},
    options?: RequestOptions,
  ): List<PipelineVersion> {
    const at = path`/pipelines/${pipelineId}/versions`;
    return list<'listPipelineVersions'>(this.#transport, { path: at, query }, options);
  }

  /** With its spec. */
  get(
    pipelineId: string,
    version: number,
    options?: RequestOptions,
  ): Promise<PipelineVersionDetail> {
    return call<'getPipelineVersion'>(
      this.#transport,
      { method: 'GET', path: path`/pipelines/${pipelineId}/versions/${String(version)}` },
      options,
    );
  }

  /** What changed between two versions; absent: the latest and the one before it. */
  diff(
    pipelineId: string,
    query: VersionDiffQuery = {},
    options?: RequestOptions,
  ): Promise<VersionDiff> {
    return call<'diffPipelineVersions'>(
      this.#transport,
      { method: 'GET', path: path`/pipelines/${pipelineId}/versions:diff`, query },
      options,
    );
  }

  /** Makes a former version the latest again, as a new version. */
  rollback(
    pipelineId: string,
    request: RollbackRequest,
    options?: RequestOptions,
  ): Promise<Answer<'rollbackPipeline'>> {
    return call<'rollbackPipeline'>(
      this.#transport,
      {
        method: 'POST',
        path: path`/pipelines/${pipelineId}:rollback`,
        body: request,
        repeat: 'keyed',
      },
      options,
    );
  }
}
