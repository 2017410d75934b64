import { diffSpecs, specHash, type ErrorDetail, type SpecChange } from '@ai-etl/core';
import type { Pipeline, Scope } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import { defaultSchemas, readProjectConnections } from '../../planning/project-connections.ts';
import { found, scopeOf } from '../../scope.ts';
import {
  connectionNames,
  refuseDetails,
  unknownConnection,
} from '../environments/connection-names.ts';
import { presentWritten, proveWritten, type CreatePorts } from './create.ts';
import { refuseUnknownVersion } from './deploy.ts';
import { requireSettled } from './draft.ts';
import {
  parsePipelineFile,
  printPipelineFile,
  withConnectionIds,
  withSchemas,
} from './pipeline-file.ts';
import type { GeneratedBody, GenerateOptions } from './shapes.ts';

export interface ImportRequest {
  readonly yaml: string;
  readonly project_id?: string | undefined;
  /** From names in the file to connections here, by id or by name. */
  readonly connections: Readonly<Record<string, string>>;
  /** Shows what would happen, and stores nothing. */
  readonly dry_run: boolean;
  readonly options: GenerateOptions;
}

export interface Imported {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** Null: it would be created, in a dry run. */
  readonly pipelineId: string | null;
  readonly version: number;
  readonly changes: readonly SpecChange[];
  readonly pipeline: GeneratedBody;
}

export interface ExportedFile {
  readonly filename: string;
  readonly text: string;
  readonly version: number;
}

/** Throws RESOURCE_NOT_FOUND, VALIDATION_ERROR while questions are open. */
export async function exportPipeline(
  ports: CreatePorts,
  scope: Scope,
  {
    pipelineId,
    version: asked,
  }: { readonly pipelineId: string; readonly version?: number | undefined },
): Promise<ExportedFile> {
  const { pipelines } = ports.store;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  if (pipeline.latestVersion === 0) requireSettled(pipeline, 'exported');
  const wanted = asked ?? pipeline.latestVersion;
  refuseUnknownVersion(wanted, pipeline.latestVersion);
  const [version, known] = await Promise.all([
    pipelines.getVersion(scope, pipelineId, wanted),
    readProjectConnections(ports.project, scope, pipeline.projectId),
  ]);
  const { spec } = found(version, 'pipeline', pipelineId);
  const file = { spec, sentence: pipeline.description, schemas: defaultSchemas(known) };
  const text = printPipelineFile(file, connectionNames(known.all));
  return { filename: `${spec.name}.pipeline.yaml`, text, version: wanted };
}

/**
 * Creates the pipeline of the file, or adds a version to the one of the same name in the project.
 * Throws RESOURCE_NOT_FOUND for the project; VALIDATION_ERROR for a file that cannot be read, names
 * connections that are not there, or does not fit its data; CONFLICT when two have its name.
 */
export async function importPipeline(
  ports: CreatePorts,
  caller: Principal,
  request: ImportRequest,
): Promise<Imported> {
  const scope = scopeOf(caller);
  const { store } = ports;
  const home = found(
    await store.identity.getProject(scope, request.project_id),
    'project',
    request.project_id ?? 'default',
  );
  const projectId = home.id;
  const file = parsePipelineFile(request.yaml);
  const written = await withIdsOf(ports, scope, { projectId, file: file.spec, request });
  const { options } = request;
  const proved = await proveWritten(ports, scope, { projectId, written, options });
  const schemas = defaultSchemas(await readProjectConnections(ports.project, scope, projectId));
  const spec = withSchemas(proved.spec, schemas);
  const existing = await store.pipelines.findByName(scope, projectId, spec.name);
  const before =
    existing === null || existing.latestVersion === 0
      ? null
      : await store.pipelines.getVersion(scope, existing.id);
  const changes = before === null ? [] : diffSpecs(withSchemas(before.spec, schemas), spec);
  const isSame = before !== null && changes.length === 0;
  const outcome = existing === null ? 'created' : isSame ? 'unchanged' : 'updated';
  const sentence = file.sentence === '' ? spec.description : file.sentence;

  const stored = async (): Promise<Pick<Pipeline, 'id' | 'projectId' | 'latestVersion'>> => {
    const versioned = { spec, specHash: specHash(spec), createdBy: caller.userId };
    if (existing === null) {
      const shared = { projectId, name: spec.name, description: sentence };
      return store.pipelines.createPipeline(scope, { ...shared, ...versioned });
    }
    if (isSame) return existing;
    const added = await store.pipelines.addVersion(scope, existing.id, {
      ...versioned,
      expectedVersion: existing.latestVersion,
    });
    return { ...existing, latestVersion: found(added, 'pipeline', existing.id).version };
  };
  const pipeline = request.dry_run
    ? { id: existing?.id ?? '', projectId, latestVersion: existing?.latestVersion ?? 0 }
    : await stored();
  return {
    outcome,
    pipelineId: pipeline.id === '' ? null : pipeline.id,
    version: pipeline.latestVersion,
    changes,
    pipeline: presentWritten({ ...pipeline, sentence }, { ...proved, spec, options }),
  };
}

async function withIdsOf(
  { project }: CreatePorts,
  scope: Scope,
  {
    projectId,
    file,
    request,
  }: {
    readonly projectId: string;
    readonly file: Readonly<Record<string, unknown>>;
    readonly request: ImportRequest;
  },
): Promise<Readonly<Record<string, unknown>>> {
  const connections = await project.connections.listProjectConnections(scope, projectId);
  const known = connectionNames(connections);
  const mapped = new Map(Object.entries(request.connections));
  const details: ErrorDetail[] = [];
  const spec = withConnectionIds(file, (name, field) => {
    const wanted = mapped.get(name) ?? name;
    const connection = known.find(wanted);
    if (connection === undefined) details.push(unknownConnection(field, wanted, connections));
    return connection?.id ?? name;
  });
  refuseDetails(
    'The file names connections that this project does not have: create them, or map them with `connections`.',
    details,
  );
  return spec;
}
