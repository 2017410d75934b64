import { bindConnections, type Bindings, type ErrorDetail, type PipelineSpec } from '@ai-etl/core';
import type { Connection } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import { defaultSchemas, readProjectConnections } from '../../planning/project-connections.ts';
import { usedConnections } from '../../planning/used-connections.ts';
import { found, scopeOf } from '../../scope.ts';
import {
  connectionNames,
  refuseDetails,
  unknownConnection,
} from '../environments/connection-names.ts';
import { createPipeline, type CreatePorts } from './create.ts';
import { refuseUnknownVersion } from './deploy.ts';
import { requireSettled } from './draft.ts';
import type { GeneratedBody, GenerateOptions } from './shapes.ts';

export interface CloneRequest {
  /** Absent: the old name and `_copy`. */
  readonly name?: string | undefined;
  /** Absent: the same project. */
  readonly project_id?: string | undefined;
  /** From those of the spec to those of the copy, each by id or by name. */
  readonly connections: Readonly<Record<string, string>>;
  /** Absent: the latest. */
  readonly version?: number | undefined;
  readonly options: GenerateOptions;
}

/**
 * Copies a version into a new pipeline, also of another project. Connections that are not mapped
 * are those of the same name there. Throws RESOURCE_NOT_FOUND; VALIDATION_ERROR for connections
 * without a counterpart, and when the copy does not fit its data.
 */
export async function clonePipeline(
  ports: CreatePorts,
  caller: Principal,
  call: { readonly pipelineId: string; readonly request: CloneRequest },
): Promise<GeneratedBody> {
  const { pipelineId, request } = call;
  const { pipelines, identity } = ports.store;
  const scope = scopeOf(caller);
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  requireSettled(pipeline, 'copied');
  const wanted = request.version ?? pipeline.latestVersion;
  refuseUnknownVersion(wanted, pipeline.latestVersion);
  const projectId = request.project_id ?? pipeline.projectId;
  found(await identity.getProject(scope, projectId), 'project', projectId);
  const version = await pipelines.getVersion(scope, pipelineId, wanted);
  const { spec } = found(version, 'pipeline', pipelineId);
  const read = (id: string) => readProjectConnections(ports.project, scope, id);
  const here = await read(pipeline.projectId);
  const there = projectId === pipeline.projectId ? here : await read(projectId);
  const bindings = counterparts(spec, request.connections, { here: here.all, there: there.all });
  const schemas = new Map([...defaultSchemas(here), ...defaultSchemas(there)]);
  const bound = bindConnections(spec, bindings, schemas);
  const copy = { ...bound, name: request.name ?? copyName(spec.name) };
  const { options } = request;
  return createPipeline(ports, caller, { spec: copy, project_id: projectId, options });
}

/** The longest name a pipeline may have is 128 characters. */
function copyName(name: string): string {
  return `${name.slice(0, 123)}_copy`;
}

/**
 * What stands in the place of each connection of `spec`, by what the caller said, else by equal
 * names. Throws VALIDATION_ERROR naming every connection without a counterpart.
 */
function counterparts(
  spec: PipelineSpec,
  said: Readonly<Record<string, string>>,
  { here, there }: { readonly here: readonly Connection[]; readonly there: readonly Connection[] },
): Bindings {
  const [old, fresh] = [connectionNames(here), connectionNames(there)];
  const used = usedConnections(spec).map((one) => one.id);
  const details: ErrorDetail[] = [];
  const mapped = new Map<string, string>();
  for (const [from, to] of Object.entries(said)) {
    const field = `connections.${from}`;
    const id = old.find(from)?.id ?? from;
    const target = fresh.find(to);
    if (!used.includes(id)) details.push({ field, error: 'the pipeline does not use it' });
    if (target === undefined) details.push(unknownConnection(field, to, there));
    else mapped.set(id, target.id);
  }
  for (const id of used) {
    if (mapped.has(id) || Object.keys(said).some((from) => (old.find(from)?.id ?? from) === id)) {
      continue;
    }
    const name = old.nameOf(id);
    const same = fresh.find(id) ?? fresh.find(name);
    if (same !== undefined) mapped.set(id, same.id);
    else details.push(unknownConnection(`connections.${name}`, name, there));
  }
  refuseDetails('Not every connection has a counterpart: map them with `connections`.', details);
  return Object.fromEntries([...mapped].filter(([from, to]) => from !== to));
}
