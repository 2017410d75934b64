import { AiEtlError, specHash, type Clock, type Diagnostic, type PipelineSpec } from '@ai-etl/core';
import {
  answerClarification,
  planWithModels,
  type Answers,
  type PlanOutcome,
} from '@ai-etl/planner';
import type { Pipeline, Scope, Store } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import { ageAssumption } from '../../data/catalog-age.ts';
import type { Connectors } from '../../data/connector-lookup.ts';
import {
  isSettled,
  planSurely,
  type PlanWords,
  type SurePlan,
} from '../../planning/plan-surely.ts';
import type { ModelsOf } from '../../models/open-models.ts';
import type { ProjectConnectionPorts } from '../../planning/project-connections.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import { usedConnections } from '../../planning/used-connections.ts';
import { found, scopeOf } from '../../scope.ts';
import type { GeneratedBody, GenerateOptions } from './shapes.ts';
import { readDraft } from './draft.ts';
import { specByPattern } from './spec-pattern.ts';
import {
  presentDag,
  presentEngine,
  presentPlan,
  presentQuestion,
  presentValidation,
} from './present.ts';

export interface GeneratePorts {
  readonly store: Pick<
    Store,
    'pipelines' | 'identity' | 'verifiedQuestions' | 'catalogIndex' | 'glossaries'
  >;
  readonly project: ProjectConnectionPorts;
  readonly connectors: Connectors;
  readonly prover: Prover;
  readonly clock: Clock;
  readonly modelsOf: ModelsOf;
}

export interface GenerateRequest {
  readonly description: string;
  readonly project_id?: string | undefined;
  readonly options: GenerateOptions;
}

export interface ClarifyRequest {
  readonly pipelineId: string;
  readonly answers: Answers;
  readonly options: GenerateOptions;
}

/** From words to a stored pipeline or draft. One transaction stores it, after everything else. */
export interface Generator {
  /** Throws RESOURCE_NOT_FOUND for the project, VALIDATION_ERROR for words that cannot be read. */
  generate(caller: Principal, request: GenerateRequest): Promise<GeneratedBody>;
  /** Throws VALIDATION_ERROR for answers that cannot be taken (then none is stored), CONFLICT when nothing is open. */
  clarify(caller: Principal, request: ClarifyRequest): Promise<GeneratedBody>;
}

export function makeGenerator(ports: GeneratePorts): Generator {
  const { store } = ports;

  const planWords = (
    scope: Scope,
    projectId: string,
    {
      options,
      ...read
    }: { readonly options: GenerateOptions; readonly words: string; readonly plan: PlanWords },
  ): Promise<SurePlan> => planSurely(ports, scope, { projectId, live: options.validate, ...read });

  const proofOf = async (
    scope: Scope,
    { outcome, known }: SurePlan,
    options: GenerateOptions,
  ): Promise<Proof | null> => {
    if (!isSettled(outcome)) return null;
    const request = { scope, spec: outcome.spec, known };
    return options.validate || needsLiveProof(outcome.spec)
      ? ports.prover.proveLive(request)
      : ports.prover.proveOnCatalogs(request);
  };

  return {
    generate: async (caller, { description, project_id, options }) => {
      const scope = scopeOf(caller);
      const project = found(
        await store.identity.getProject(scope, project_id),
        'project',
        project_id ?? 'default',
      );
      const asked = { projectId: project.id, description };
      const verified = await approvedSpec(store, scope, asked);
      const alike = verified === null ? await specByPattern(store, scope, asked) : null;
      const approved = verified ?? alike?.spec ?? null;
      // What somebody has approved needs no model.
      const models = approved === null ? await ports.modelsOf(caller, project.id) : null;
      const planned = await planWords(scope, project.id, {
        options,
        words: description,
        plan: async (context, known) => {
          const read = await planWithModels({
            ...context,
            description,
            models,
            check: async ({ spec }) =>
              ports.prover.proveOnCatalogs({ scope, spec, known }).diagnostics,
          });
          return approved === null ? read : asApproved(read, approved);
        },
      });
      const proof = await proofOf(scope, planned, options);
      const { outcome } = planned;
      const pipeline = await store.pipelines.createPipeline(scope, {
        projectId: project.id,
        name: outcome.name,
        description,
        createdBy: caller.userId,
        ...(isSettled(outcome)
          ? { spec: outcome.spec, specHash: specHash(outcome.spec) }
          : { draft: { questions: outcome.clarification, planner: outcome.state } }),
      });
      const body = presentGenerated(pipeline, outcome, { proof, options });
      return {
        ...body,
        assumptions: [...body.assumptions, ...oldCatalogs(planned, ports.clock.now())],
        verified: verified !== null,
        verified_pattern: alike?.pattern ?? null,
      };
    },

    clarify: async (caller, { pipelineId, answers, options }) => {
      const scope = scopeOf(caller);
      const stored = found(
        await store.pipelines.getPipeline(scope, pipelineId),
        'pipeline',
        pipelineId,
      );
      const { state } = readDraft(stored);
      const planned = await planWords(scope, stored.projectId, {
        options,
        words: [state.description, ...Object.values({ ...state.answers, ...answers }).flat()].join(
          '\n',
        ),
        plan: async (context) => answerClarification({ ...context, state, answers }),
      });
      const { outcome } = planned;
      if (outcome.rejected.length > 0) {
        throw new AiEtlError('VALIDATION_ERROR', 'Some answers cannot be taken; none was stored.', {
          details: outcome.rejected,
        });
      }
      const proof = await proofOf(scope, planned, options);
      const pipeline = await storeAnswered(store, scope, { stored, outcome, caller });
      return presentGenerated(pipeline, outcome, { proof, options });
    },
  };
}

/** What the pipeline was read against and not looked at anew; not the spec's own, which is for good. */
function oldCatalogs({ outcome, known }: SurePlan, nowMs: number): GeneratedBody['assumptions'] {
  const used = new Set(usedConnections(outcome.spec).map((one) => one.id));
  return known.all
    .filter(({ id }) => used.has(id))
    .flatMap((connection) => {
      const takenAtMs = known.catalogs.get(connection.id)?.takenAtMs ?? null;
      return ageAssumption({ connection, takenAtMs }, nowMs);
    })
    .map((one) => ({ ...one, alternatives: [...one.alternatives] }));
}

/** The spec that somebody approved for a sentence of these words; null: none. */
async function approvedSpec(
  { verifiedQuestions }: Pick<Store, 'verifiedQuestions'>,
  scope: Scope,
  { projectId, description }: { readonly projectId: string; readonly description: string },
): Promise<PipelineSpec | null> {
  const asked = { projectId, question: description };
  const found = await verifiedQuestions.findVerifiedQuestions(scope, asked);
  for (const { answer } of found) if (answer.kind === 'spec') return answer.spec;
  return null;
}

/** What the words are read as does not count then, nor what is open about it. */
function asApproved(read: PlanOutcome, spec: PipelineSpec): PlanOutcome {
  const { assumptions } = spec;
  const settled = { status: 'ready', clarification: [], diagnostics: [], rejected: [] } as const;
  const description = spec.description === '' ? read.description : spec.description;
  return { ...read, ...settled, spec, name: spec.name, description, assumptions };
}

async function storeAnswered(
  { pipelines }: Pick<Store, 'pipelines'>,
  scope: Scope,
  { stored, outcome, caller }: { stored: Pipeline; outcome: PlanOutcome; caller: Principal },
): Promise<Pipeline> {
  if (isSettled(outcome)) {
    const version = await pipelines.addVersion(scope, stored.id, {
      spec: outcome.spec,
      specHash: specHash(outcome.spec),
      createdBy: caller.userId,
      expectedVersion: stored.latestVersion,
    });
    found(version, 'pipeline', stored.id);
    return found(await pipelines.getPipeline(scope, stored.id), 'pipeline', stored.id);
  }
  const draft = { questions: outcome.clarification, planner: outcome.state };
  return found(await pipelines.saveDraft(scope, stored.id, draft), 'pipeline', stored.id);
}

function presentGenerated(
  pipeline: Pipeline,
  outcome: PlanOutcome,
  { proof, options }: { readonly proof: Proof | null; readonly options: GenerateOptions },
): GeneratedBody {
  return presentPlanned(pipeline, {
    named: outcome,
    spec: outcome.spec,
    isOpen: outcome.status !== 'ready',
    questions: outcome.clarification,
    diagnostics: [...outcome.diagnostics, ...(proof?.diagnostics ?? [])],
    proof,
    isPlanTold: options.optimize,
    version: pipeline.latestVersion,
    engine: outcome.state.engine,
  });
}

/** What words were made into, with its proof: of a new pipeline, or of one that was changed. */
export function presentPlanned(
  pipeline: Pipeline,
  planned: {
    readonly named: { readonly name: string; readonly description: string };
    readonly spec: PipelineSpec;
    /** Questions are left, or something is wrong. */
    readonly isOpen: boolean;
    readonly questions: PlanOutcome['clarification'];
    readonly diagnostics: readonly Diagnostic[];
    readonly proof: Proof | null;
    readonly isPlanTold: boolean;
    readonly version: number;
    readonly engine: PlanOutcome['state']['engine'];
  },
): GeneratedBody {
  const { named, spec, proof } = planned;
  const plan = proof?.plan ?? null;
  return {
    pipeline_id: pipeline.id,
    project_id: pipeline.projectId,
    name: named.name,
    description: named.description,
    sentence: pipeline.description,
    code: proof?.code ?? '',
    dag_definition: presentDag(proof?.dag ?? null),
    validation: presentValidation(planned.diagnostics, { open: planned.isOpen, proof }),
    clarification: planned.questions.map(presentQuestion),
    assumptions: presentAssumptions(spec),
    spec,
    plan: planned.isPlanTold && plan !== null ? presentPlan(plan) : null,
    version: planned.version,
    verified: false,
    verified_pattern: null,
    engine: presentEngine(planned.engine),
  };
}

/** As the spec holds them. */
export function presentAssumptions(spec: PipelineSpec): GeneratedBody['assumptions'] {
  return spec.assumptions.map(({ path, value, because, alternatives }) => ({
    path,
    value,
    because,
    alternatives: [...alternatives],
  }));
}
