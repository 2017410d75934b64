import {
  AiEtlError,
  describeSpec,
  hasErrors,
  parseSpec,
  specHash,
  type Diagnostic,
  type PipelineSpec,
} from '@ai-etl/core';
import type { Pipeline, Scope, Store } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import {
  readProjectConnections,
  refreshProjectConnections,
  type ProjectConnectionPorts,
} from '../../planning/project-connections.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import { usedConnections } from '../../planning/used-connections.ts';
import { detailOf } from '../../http/diagnostic-detail.ts';
import { found, scopeOf } from '../../scope.ts';
import { connectionNames } from '../environments/connection-names.ts';
import type { GeneratedBody, GenerateOptions } from './shapes.ts';
import { presentAssumptions } from './generate.ts';
import { presentDag, presentPlan, presentValidation } from './present.ts';

export interface CreatePorts {
  readonly store: Pick<Store, 'pipelines' | 'identity'>;
  readonly project: ProjectConnectionPorts;
  readonly prover: Prover;
}

export interface CreateRequest {
  readonly spec: unknown;
  readonly project_id?: string | undefined;
  readonly options: GenerateOptions;
}

/** A spec that a caller wrote, and what is known about it. */
export interface WrittenSpec {
  readonly spec: PipelineSpec;
  readonly proof: Proof;
  /** The names of the project's connections, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Stores a pipeline whose spec the caller wrote. Throws VALIDATION_ERROR with every finding when
 * the spec has no valid shape or does not fit its data; nothing is stored then.
 */
export async function createPipeline(
  ports: CreatePorts,
  caller: Principal,
  { spec: written, project_id, options }: CreateRequest,
): Promise<GeneratedBody> {
  const { store } = ports;
  const scope = scopeOf(caller);
  const home = found(
    await store.identity.getProject(scope, project_id),
    'project',
    project_id ?? 'default',
  );
  const proved = await proveWritten(ports, scope, { projectId: home.id, written, options });
  const { spec } = proved;
  const pipeline = await store.pipelines.createPipeline(scope, {
    projectId: home.id,
    name: spec.name,
    description: spec.description,
    createdBy: caller.userId,
    spec,
    specHash: specHash(spec),
  });
  return presentWritten({ ...pipeline, sentence: spec.description }, { ...proved, options });
}

/** Reads and proves a spec. Throws VALIDATION_ERROR with every finding. */
export async function proveWritten(
  { project, prover }: Pick<CreatePorts, 'project' | 'prover'>,
  scope: Scope,
  request: {
    readonly projectId: string;
    readonly written: unknown;
    readonly options: GenerateOptions;
  },
): Promise<WrittenSpec> {
  const parsed = parseSpec(request.written);
  if (!parsed.ok) throw refused(parsed.diagnostics);
  const { spec } = parsed;
  const live = request.options.validate || needsLiveProof(spec);
  const remembered = await readProjectConnections(project, scope, request.projectId);
  const ids = new Set(live ? usedConnections(spec).map((one) => one.id) : []);
  const known = await refreshProjectConnections(project, scope, { known: remembered, ids });
  const proof = live
    ? await prover.proveLive({ scope, spec, known })
    : prover.proveOnCatalogs({ scope, spec, known });
  if (hasErrors(proof.diagnostics)) throw refused(proof.diagnostics);
  return { spec, proof, names: connectionNames(known.all).names };
}

/** A stored pipeline whose spec was just proved, as it is shown. */
export function presentWritten(
  pipeline: Pick<Pipeline, 'id' | 'projectId' | 'latestVersion'> & { readonly sentence: string },
  { spec, proof, names, options }: WrittenSpec & { readonly options: GenerateOptions },
): GeneratedBody {
  return {
    pipeline_id: pipeline.id,
    project_id: pipeline.projectId,
    name: spec.name,
    version: pipeline.latestVersion,
    engine: null,
    sentence: pipeline.sentence,
    description: spec.description === '' ? describeSpec(spec, names) : spec.description,
    code: proof.code ?? '',
    dag_definition: presentDag(proof.dag),
    validation: presentValidation(proof.diagnostics, { open: false, proof }),
    clarification: [],
    assumptions: presentAssumptions(spec),
    spec,
    plan: options.optimize && proof.plan !== null ? presentPlan(proof.plan) : null,
    verified: false,
    verified_pattern: null,
  };
}

function refused(diagnostics: readonly Diagnostic[]): AiEtlError {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  return new AiEtlError('VALIDATION_ERROR', 'The spec cannot run; nothing was stored.', {
    details: errors.map((one) => detailOf(one, 'spec')),
  });
}
