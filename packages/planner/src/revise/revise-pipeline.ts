import {
  AiEtlError,
  diagnostic,
  diffSpecs,
  parseSpec,
  type Assumption,
  type Diagnostic,
  type ErrorDetail,
  type PipelineSpec,
  type SpecChange,
} from '@ai-etl/core';
import { openFindings, type Findings } from '../link/findings.ts';
import type { Answers, EngineUsed, PlannerContext, Question } from '../plan-types.ts';
import { applyChange } from './apply/apply-change.ts';
import { askLeaveOut } from './apply/choose-one.ts';
import { withPrefix } from './apply/scoped-findings.ts';
import type { SchemasOf, Working } from './apply/working.ts';
import { describeRevised } from './describe-revised.ts';
import type { PlanNames } from './read/plan-names.ts';
import { readRevision } from './read/read-revision.ts';
import type { RevisionIR } from './revision-ir.ts';

/** Longest instruction that is read, in characters. */
export const maxInstructionLength = 5000;

/** A pipeline that is there, and what is to be changed about it. */
export interface RevisionRequest extends PlannerContext {
  readonly spec: PipelineSpec;
  readonly instruction: string;
  /** By question id, for questions of an earlier try of the same instruction. */
  readonly answers: Answers;
  readonly schemasOf: SchemasOf;
}

/** What an instruction makes of a pipeline. */
export interface RevisionOutcome {
  /** `ready`: no question is open. `diagnostics` may hold errors all the same. */
  readonly status: 'ready' | 'needs_clarification';
  /** While questions are open it holds only what is certain. */
  readonly spec: PipelineSpec;
  /** From the spec that was there to `spec`; assumptions left out. */
  readonly changes: readonly SpecChange[];
  /** Those that this instruction made; all are in the spec. */
  readonly assumptions: readonly Assumption[];
  readonly clarification: readonly Question[];
  readonly diagnostics: readonly Diagnostic[];
  /** Answers that could not be taken: `answers.<question id>` and what was allowed. */
  readonly rejected: readonly ErrorDetail[];
  readonly understood: RevisionIR;
  readonly engine?: EngineUsed;
}

/**
 * Changes a pipeline as an instruction says, by the built-in reader: the same words, spec, catalogs
 * and answers give the same outcome. Pure. Throws VALIDATION_ERROR for an empty or too long instruction.
 */
export function revisePipeline(request: RevisionRequest): RevisionOutcome {
  checkInstruction(request.instruction);
  return reviseUnderstood(request, readRevision(request.instruction, namesOf(request)));
}

/** The same for what was understood already, by whichever engine. Pure. */
export function reviseUnderstood(
  { spec, answers, schemasOf: resolve, ...rest }: RevisionRequest,
  understood: RevisionIR,
): RevisionOutcome {
  const schemasOf = remembered(resolve);
  const findings = openFindings(answers);
  const working: { spec: PipelineSpec } = { spec };
  understood.changes.forEach((change, at) => {
    withPrefix(findings, `change_${at + 1}`, (inner) => {
      const one: Working = { spec: working.spec, context: rest, schemasOf, findings: inner };
      applyChange(one, change);
      working.spec = one.spec;
    });
  });
  reportNotes(understood, findings);
  const changed = finish(spec, working.spec, { findings, context: rest });
  return {
    status: findings.questions.length === 0 ? 'ready' : 'needs_clarification',
    spec: changed,
    changes: diffSpecs({ ...spec, assumptions: [] }, { ...changed, assumptions: [] }),
    assumptions: findings.assumptions,
    clarification: findings.questions,
    diagnostics: findings.diagnostics,
    rejected: [...findings.rejected, ...unknownAnswers(answers, findings)],
    understood,
  };
}

/** Many places of one spec are looked at in turn. */
function remembered(resolve: SchemasOf): SchemasOf {
  const known = new WeakMap<PipelineSpec, ReturnType<SchemasOf>>();
  return (spec) => {
    const schemas = known.get(spec) ?? resolve(spec);
    known.set(spec, schemas);
    return schemas;
  };
}

/** Names of the pipeline, for readers of instructions. */
export function namesOf({
  spec,
  schemasOf,
}: Pick<RevisionRequest, 'spec' | 'schemasOf'>): PlanNames {
  const objects = [...spec.sources, ...spec.targets].flatMap((one) => one.object?.name ?? []);
  const columns = [...schemasOf(spec).values()].flatMap((schema) => schema.map(({ name }) => name));
  return { tables: [...new Set(objects)], columns: [...new Set(columns)] };
}

/** Throws VALIDATION_ERROR for an instruction that is empty or too long. */
export function checkInstruction(instruction: string): void {
  const problem =
    instruction.trim() === ''
      ? 'Say what to change, for example "also drop test users and run at 3am Berlin time".'
      : instruction.length > maxInstructionLength
        ? `It has ${instruction.length} characters; at most ${maxInstructionLength} are read.`
        : null;
  if (problem === null) return;
  throw new AiEtlError('VALIDATION_ERROR', 'The instruction cannot be used.', {
    details: [{ field: 'instruction', error: problem }],
  });
}

function finish(
  before: PipelineSpec,
  after: PipelineSpec,
  { findings, context }: { readonly findings: Findings; readonly context: PlannerContext },
): PipelineSpec {
  const isSame = diffSpecs(before, after).length === 0;
  if (isSame && findings.assumptions.length === 0) return before;
  const parsed = parseSpec({
    ...after,
    description: isSame ? before.description : describeRevised(before, after, context),
    assumptions: isSame
      ? before.assumptions
      : [...after.assumptions, ...findings.assumptions].slice(0, 500),
  });
  if (parsed.ok) return parsed.spec;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    'The instruction makes no pipeline that can be stored.',
    {
      details: parsed.diagnostics.map(({ path, message }) => ({ field: path, error: message })),
    },
  );
}

/** Clauses that could not be read are asked about; single words, and SQL, are told. */
function reportNotes({ notes }: RevisionIR, findings: Findings): void {
  const ofKind = (kind: (typeof notes)[number]['kind']): string[] => [
    ...new Set(
      notes.filter((one) => one.kind === kind).map((one) => `"${cut(one.evidence.text)}"`),
    ),
  ];
  const unread = ofKind('unread');
  if (unread.length > 0) {
    findings.diagnostics.push(
      diagnostic(
        'WORDS_NOT_UNDERSTOOD',
        'instruction',
        `These words had no effect: ${unread.slice(0, 12).join(', ')}.`,
        'If they matter, say it in other words.',
      ),
    );
  }
  for (const text of ofKind('sql')) {
    findings.diagnostics.push(
      diagnostic(
        'SQL_NOT_EXECUTED',
        'instruction',
        `The instruction holds SQL text (${text}). It is not executed and has no effect.`,
        'Say in words what should be changed.',
      ),
    );
  }
  const clauses = ofKind('operation');
  if (clauses.length === 0) return;
  askLeaveOut(
    findings,
    'operations',
    `These parts could not be read as changes: ${clauses.slice(0, 8).join(', ')}. Leave them out?`,
  );
}

function unknownAnswers(answers: Answers, findings: Findings): ErrorDetail[] {
  const open = findings.questions.map(({ id }) => id).join(', ');
  return Object.keys(answers)
    .filter((id) => !findings.asked.has(id))
    .map((id) => ({
      field: `answers.${id}`,
      error: `there is no question "${id}". Open questions: ${open === '' ? 'none' : open}.`,
    }));
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
