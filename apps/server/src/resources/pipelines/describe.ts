import { bindConnections, describeSpec } from '@ai-etl/core';
import type { DeployedPipeline, PipelineVersion, Scope, Store } from '@ai-etl/store';
import {
  defaultSchemas,
  readProjectConnections,
  refreshProjectConnections,
  type ProjectConnectionPorts,
} from '../../planning/project-connections.ts';
import type { Proof, Prover } from '../../planning/prove.ts';
import { usedConnections } from '../../planning/used-connections.ts';
import { found } from '../../scope.ts';
import { connectionNames } from '../environments/connection-names.ts';
import { bindingsFor, refuseUnknownVersion } from './deploy.ts';
import { describeTables, type TableChange } from './deploy-tables.ts';
import { requireSettled } from './draft.ts';

export interface ReadPorts {
  readonly store: Pick<Store, 'pipelines' | 'environments'>;
  readonly project: ProjectConnectionPorts;
  readonly prover: Prover;
}

export interface VersionChoice {
  readonly pipelineId: string;
  /** Absent: the latest. */
  readonly version?: number | undefined;
}

export interface Described {
  readonly version: PipelineVersion;
  readonly text: string;
  readonly deployments: readonly DeployedPipeline[];
}

/** A version in plain words, connections by their names. Throws RESOURCE_NOT_FOUND, VALIDATION_ERROR. */
export async function describePipeline(
  ports: ReadPorts,
  scope: Scope,
  choice: VersionChoice,
): Promise<Described> {
  const { pipeline, version } = await chosen(ports, scope, { ...choice, for: 'described' });
  const [connections, deployments] = await Promise.all([
    ports.project.connections.listProjectConnections(scope, pipeline.projectId),
    ports.store.pipelines.listDeployments(scope, [pipeline.id]),
  ]);
  return {
    version,
    text: describeSpec(version.spec, connectionNames(connections).names),
    deployments: deployments.get(pipeline.id) ?? [],
  };
}

export interface Validated {
  readonly version: number;
  readonly proof: Proof;
  readonly tables: readonly TableChange[];
}

/**
 * Proves a version on the live systems of an environment, as before a deployment; nothing is
 * written. Trouble is a finding. Throws RESOURCE_NOT_FOUND, VALIDATION_ERROR.
 */
export async function validatePipeline(
  ports: ReadPorts,
  scope: Scope,
  choice: VersionChoice & { readonly environment: string },
): Promise<Validated> {
  const { pipeline, version } = await chosen(ports, scope, { ...choice, for: 'validated' });
  const [bound, remembered] = await Promise.all([
    ports.store.environments.getBindings(scope, pipeline.projectId, choice.environment),
    readProjectConnections(ports.project, scope, pipeline.projectId),
  ]);
  const bindings = bindingsFor(version.spec, bound);
  const spec = bindConnections(version.spec, bindings, defaultSchemas(remembered));
  const ids = new Set(usedConnections(spec).map((one) => one.id));
  const known = await refreshProjectConnections(ports.project, scope, { known: remembered, ids });
  const proof = await ports.prover.proveLive({ scope, spec, known });
  return { version: version.version, proof, tables: describeTables(proof) };
}

async function chosen(
  ports: ReadPorts,
  scope: Scope,
  choice: VersionChoice & { readonly for: 'described' | 'validated' },
) {
  const { pipelines } = ports.store;
  const { pipelineId } = choice;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  if (pipeline.latestVersion === 0) requireSettled(pipeline, choice.for);
  const wanted = choice.version ?? pipeline.latestVersion;
  refuseUnknownVersion(wanted, pipeline.latestVersion);
  const version = await pipelines.getVersion(scope, pipelineId, wanted);
  return { pipeline, version: found(version, 'pipeline', pipelineId) };
}
