import {
  AiEtlError,
  hasErrors,
  invariant,
  resolveSpec,
  specHash,
  type Clock,
  type Diagnostic,
  type PipelineSpec,
} from '@ai-etl/core';
import { reviseWithModels, type Answers, type RevisionOutcome } from '@ai-etl/planner';
import type { Pipeline, Store } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import type { Connectors } from '../../data/connector-lookup.ts';
import type { ModelsOf } from '../../models/open-models.ts';
import { isSettled, planSurely } from '../../planning/plan-surely.ts';
import type {
  ProjectConnectionPorts,
  ProjectConnections,
} from '../../planning/project-connections.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import { found, scopeOf } from '../../scope.ts';
import type { RegeneratedBody } from './contract-regenerate.ts';
import { requireSettled } from './draft.ts';
import { presentPlanned } from './generate.ts';
import { presentChange } from './present.ts';
import type { GenerateOptions } from './shapes.ts';
import { refuseStale } from './versions.ts';

export interface RegeneratePorts {
  readonly store: Pick<Store, 'pipelines' | 'glossaries' | 'catalogIndex'>;
  readonly project: ProjectConnectionPorts;
  readonly connectors: Connectors;
  readonly prover: Prover;
  readonly clock: Clock;
  readonly modelsOf: ModelsOf;
}

export interface RegenerateRequest {
  readonly pipelineId: string;
  readonly instruction: string;
  /** By question id of an earlier try of the same instruction. */
  readonly answers: Answers;
  /** Shows the changes, and stores nothing. */
  readonly dry_run: boolean;
  /** Absent: whatever it is. */
  readonly expected_version?: number | undefined;
  readonly options: GenerateOptions;
}

/**
 * Changes the latest version of a pipeline as an instruction says, and adds the result as a version. Nothing
 * is stored while questions are open, when the result cannot run, or when it is what is there.
 * Throws RESOURCE_NOT_FOUND; CONFLICT when somebody changed it meanwhile; VALIDATION_ERROR for a draft,
 * an instruction that cannot be used and answers that cannot be taken.
 */
export async function regeneratePipeline(
  ports: RegeneratePorts,
  caller: Principal,
  request: RegenerateRequest,
): Promise<RegeneratedBody> {
  const scope = scopeOf(caller);
  const { pipelines } = ports.store;
  const { pipelineId, options } = request;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  requireSettled(pipeline, 'changed');
  refuseStale(request.expected_version, pipeline.latestVersion);
  const { spec: before } = found(
    await pipelines.getVersion(scope, pipelineId),
    'pipeline',
    pipelineId,
  );
  const revised = await revise(ports, caller, { pipeline, before, request });
  const { outcome, known } = revised;
  if (outcome.rejected.length > 0) {
    throw new AiEtlError('VALIDATION_ERROR', 'Some answers cannot be taken; nothing was stored.', {
      details: outcome.rejected,
    });
  }
  const proof = isSettled(outcome)
    ? await prove(ports.prover, { scope, spec: outcome.spec, known, live: options.validate })
    : null;
  const result = resultOf(outcome, proof);
  const version =
    result === 'updated' && !request.dry_run
      ? await storeRevised(ports, caller, { pipeline, spec: outcome.spec })
      : pipeline.latestVersion;
  return present(pipeline, outcome, { result, proof, version, request, basis: revised.basis });
}

interface Revised {
  readonly outcome: RevisionOutcome;
  readonly known: ProjectConnections;
  /** What was found about the pipeline as it was. */
  readonly basis: Proof;
}

async function revise(
  { store, project, connectors, prover, clock, modelsOf }: RegeneratePorts,
  caller: Principal,
  {
    pipeline,
    before,
    request,
  }: {
    readonly pipeline: Pipeline;
    readonly before: PipelineSpec;
    readonly request: RegenerateRequest;
  },
): Promise<Revised> {
  const { projectId } = pipeline;
  const { instruction, answers, options } = request;
  const scope = scopeOf(caller);
  const models = await modelsOf(caller, projectId);
  const proofs: Proof[] = [];
  const { outcome, known } = await planSurely({ store, project, connectors, clock }, scope, {
    projectId,
    live: options.validate,
    words: [instruction, ...Object.values(answers).flat()].join('\n'),
    plan: async (context, now) => {
      const proof = await prove(prover, { scope, spec: before, known: now, live: false });
      proofs.push(proof);
      return reviseWithModels({
        ...context,
        spec: before,
        instruction,
        answers,
        models,
        schemasOf: (spec) => resolveSpec(spec, proof.environment).schemas,
        check: async ({ spec }) => prover.proveOnCatalogs({ scope, spec, known: now }).diagnostics,
      });
    },
  });
  const basis = proofs.at(-1);
  invariant(basis !== undefined, 'a plan is made at least once');
  return { outcome, known, basis };
}

/** Columns of queries and files only their systems can tell: these are asked in any case. */
function prove(
  prover: Prover,
  { live, ...request }: Parameters<Prover['proveOnCatalogs']>[0] & { readonly live: boolean },
): Promise<Proof> | Proof {
  return live || needsLiveProof(request.spec)
    ? prover.proveLive(request)
    : prover.proveOnCatalogs(request);
}

type Result = RegeneratedBody['outcome'];

function resultOf(outcome: RevisionOutcome, proof: Proof | null): Result {
  if (outcome.status === 'needs_clarification') return 'needs_clarification';
  if (proof === null || hasErrors(proof.diagnostics)) return 'invalid';
  return outcome.changes.length === 0 ? 'unchanged' : 'updated';
}

async function storeRevised(
  { store: { pipelines } }: RegeneratePorts,
  caller: Principal,
  { pipeline, spec }: { readonly pipeline: Pipeline; readonly spec: PipelineSpec },
): Promise<number> {
  const scope = scopeOf(caller);
  const added = await pipelines.addVersion(scope, pipeline.id, {
    spec,
    specHash: specHash(spec),
    createdBy: caller.userId,
    expectedVersion: pipeline.latestVersion,
  });
  return found(added, 'pipeline', pipeline.id).version;
}

function present(
  pipeline: Pipeline,
  outcome: RevisionOutcome,
  done: {
    readonly result: Result;
    readonly proof: Proof | null;
    readonly version: number;
    readonly request: RegenerateRequest;
    readonly basis: Proof;
  },
): RegeneratedBody {
  const { result, proof, version, request, basis } = done;
  const { spec, changes } = outcome;
  const unreachable = ({ code }: Diagnostic): boolean => code === 'CONNECTION_UNREACHABLE';
  const diagnostics = [
    ...outcome.diagnostics,
    ...(proof?.diagnostics ?? basis.diagnostics.filter(unreachable)),
  ];
  return {
    outcome: result,
    dry_run: request.dry_run,
    instruction: request.instruction,
    from_version: pipeline.latestVersion,
    version,
    changes: changes.map(presentChange),
    text: changes.map((one) => one.text).join('\n'),
    assumptions: outcome.assumptions.map((one) => ({
      ...one,
      alternatives: [...one.alternatives],
    })),
    pipeline: presentPlanned(pipeline, {
      named: spec,
      spec,
      isOpen: outcome.status !== 'ready',
      questions: outcome.clarification,
      diagnostics,
      proof,
      isPlanTold: request.options.optimize,
      version,
      engine: outcome.engine,
    }),
  };
}
