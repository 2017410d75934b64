import { AiEtlError, diffSpecs, specHash, type SpecChange } from '@ai-etl/core';
import type { DeployedPipeline, Page, PageRequest, PipelineVersion, Scope } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import { found, scopeOf } from '../../scope.ts';
import { proveWritten, presentWritten, type CreatePorts } from './create.ts';
import { refuseUnknownVersion } from './deploy.ts';
import type { GeneratedBody, GenerateOptions } from './shapes.ts';

/** A version and where it is deployed. */
export interface ListedVersion {
  readonly version: PipelineVersion;
  readonly deployedIn: readonly string[];
}

export interface VersionDiff {
  readonly from: PipelineVersion;
  readonly to: PipelineVersion;
  readonly changes: readonly SpecChange[];
}

export interface UpdateRequest {
  readonly spec: unknown;
  /** Absent: whatever it is. */
  readonly expected_version?: number | undefined;
  readonly options: GenerateOptions;
}

export interface RollbackRequest {
  readonly version: number;
  readonly expected_version?: number | undefined;
}

/** Versions of a caller's pipelines. RESOURCE_NOT_FOUND for what is not theirs. */
export interface VersionService {
  list(
    scope: Scope,
    pipelineId: string,
    page: PageRequest & { readonly oldestFirst: boolean },
  ): Promise<Page<ListedVersion>>;
  get(scope: Scope, pipelineId: string, version: number): Promise<ListedVersion>;
  /** Absent: the one before the latest, and the latest. Throws VALIDATION_ERROR. */
  diff(
    scope: Scope,
    pipelineId: string,
    range: { readonly from?: number | undefined; readonly to?: number | undefined },
  ): Promise<VersionDiff>;
  /** A spec equal to the latest adds no version. Throws VALIDATION_ERROR with every finding, CONFLICT. */
  update(caller: Principal, pipelineId: string, request: UpdateRequest): Promise<GeneratedBody>;
  /** Adds a version equal to an old one. Throws VALIDATION_ERROR, CONFLICT. */
  rollback(caller: Principal, pipelineId: string, request: RollbackRequest): Promise<ListedVersion>;
}

export function makeVersionService(ports: CreatePorts): VersionService {
  const { pipelines } = ports.store;

  const deployedIn = async (scope: Scope, pipelineId: string, version: number) => {
    const all = (await pipelines.listDeployments(scope, [pipelineId])).get(pipelineId) ?? [];
    return environmentsWith(all, version);
  };

  const livePipeline = async (scope: Scope, pipelineId: string) =>
    found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);

  const get = async (scope: Scope, pipelineId: string, number: number): Promise<ListedVersion> => {
    await livePipeline(scope, pipelineId);
    const version = found(
      await pipelines.getVersion(scope, pipelineId, number),
      'version',
      String(number),
    );
    return { version, deployedIn: await deployedIn(scope, pipelineId, number) };
  };

  return {
    get,

    list: async (scope, pipelineId, page) => {
      await livePipeline(scope, pipelineId);
      const [{ items, total }, deployments] = await Promise.all([
        pipelines.listVersions(scope, pipelineId, page),
        pipelines.listDeployments(scope, [pipelineId]),
      ]);
      const all = deployments.get(pipelineId) ?? [];
      const listed = items.map((version) => ({
        version,
        deployedIn: environmentsWith(all, version.version),
      }));
      return { items: listed, total };
    },

    diff: async (scope, pipelineId, range) => {
      const { latestVersion } = await livePipeline(scope, pipelineId);
      const to = range.to ?? latestVersion;
      const from = range.from ?? to - 1;
      refuseBadRange({ from, to, latestVersion });
      const [before, after] = await Promise.all([
        pipelines.getVersion(scope, pipelineId, from),
        pipelines.getVersion(scope, pipelineId, to),
      ]);
      const [one, other] = [
        found(before, 'version', String(from)),
        found(after, 'version', String(to)),
      ];
      return { from: one, to: other, changes: diffSpecs(one.spec, other.spec) };
    },

    update: async (caller, pipelineId, request) => {
      const scope = scopeOf(caller);
      const pipeline = await livePipeline(scope, pipelineId);
      const { projectId, latestVersion } = pipeline;
      refuseStale(request.expected_version, latestVersion);
      const { spec: written, options } = request;
      const proved = await proveWritten(ports, scope, { projectId, written, options });
      const { spec } = proved;
      const latest = await pipelines.getVersion(scope, pipelineId);
      const hash = specHash(spec);
      let version = latestVersion;
      if (pipeline.status !== 'ready' || latest?.specHash !== hash) {
        const added = await pipelines.addVersion(scope, pipelineId, {
          spec,
          specHash: hash,
          createdBy: caller.userId,
          expectedVersion: latestVersion,
        });
        version = found(added, 'pipeline', pipelineId).version;
      }
      const updated = { id: pipelineId, projectId, latestVersion: version };
      return presentWritten({ ...updated, sentence: pipeline.description }, { ...proved, options });
    },

    rollback: async (caller, pipelineId, { version: wanted, expected_version: expected }) => {
      const scope = scopeOf(caller);
      const pipeline = await livePipeline(scope, pipelineId);
      refuseStale(expected, pipeline.latestVersion);
      refuseUnknownVersion(wanted, pipeline.latestVersion);
      const old = found(
        await pipelines.getVersion(scope, pipelineId, wanted),
        'version',
        String(wanted),
      );
      const added = await pipelines.addVersion(scope, pipelineId, {
        spec: old.spec,
        specHash: old.specHash,
        createdBy: caller.userId,
        expectedVersion: pipeline.latestVersion,
      });
      return { version: found(added, 'pipeline', pipelineId), deployedIn: [] };
    },
  };
}

function environmentsWith(
  deployments: readonly DeployedPipeline[],
  version: number,
): readonly string[] {
  return deployments.filter((one) => one.version === version).map((one) => one.environment);
}

/** Throws CONFLICT unless the expected version is the latest one. */
export function refuseStale(expected: number | undefined, latest: number): void {
  if (expected === undefined || expected === latest) return;
  throw new AiEtlError(
    'CONFLICT',
    `The pipeline is at version ${latest}, not ${expected}: somebody changed it meanwhile. Load it again.`,
    { details: [{ field: 'expected_version', error: `the latest is ${latest}` }] },
  );
}

function refuseBadRange(range: {
  readonly from: number;
  readonly to: number;
  readonly latestVersion: number;
}): void {
  const { from, to, latestVersion } = range;
  const isKnown = (version: number) => version >= 1 && version <= latestVersion;
  const allowed = latestVersion === 0 ? 'nothing is settled yet' : `must be 1 to ${latestVersion}`;
  const details = [
    ...(isKnown(from) ? [] : [{ field: 'from', error: allowed }]),
    ...(isKnown(to) ? [] : [{ field: 'to', error: allowed }]),
  ];
  if (details.length === 0) return;
  throw new AiEtlError('VALIDATION_ERROR', 'There are no two such versions to compare.', {
    details,
  });
}
