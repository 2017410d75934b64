import { AiEtlError } from '@ai-etl/core';
import { buildSpec } from './build/build-spec.ts';
import { builtInParser } from './built-in-parser.ts';
import { openFindings } from './link/findings.ts';
import type {
  Answers,
  IntentParser,
  PlannerContext,
  PlannerState,
  PlanOutcome,
} from './plan-types.ts';

/** Longest description that is read, in characters. */
export const maxDescriptionLength = 20_000;

/** The words, and the connections they are read against. */
export interface PlanRequest extends PlannerContext {
  readonly description: string;
  /** The built-in parser when absent. */
  readonly parser?: IntentParser;
}

/**
 * Words to a pipeline: a spec that is ready, or a draft with questions. The same words and the same
 * catalogs give the same spec hash. Throws VALIDATION_ERROR for an empty or too long description.
 */
export async function planPipeline(request: PlanRequest): Promise<PlanOutcome> {
  const { description, parser = builtInParser, ...context } = request;
  checkDescription(description);
  const understood = await parser.parse(description, context);
  return planUnderstood({ description, understood }, context);
}

/** A stored draft and answers to its questions. */
export interface ClarifyRequest extends PlannerContext {
  /** As it was stored with the draft. */
  readonly state: PlannerState;
  /** By question id; they add to and replace earlier ones. */
  readonly answers: Answers;
}

/**
 * Goes on from a stored draft with answers, against the catalogs as they are now. Answers that
 * cannot be taken are in `rejected`, and their questions stay open. Pure.
 */
export function answerClarification(request: ClarifyRequest): PlanOutcome {
  const { state, answers, ...context } = request;
  const { outcome, asked } = plan({ ...state, answers: { ...state.answers, ...answers } }, context);
  const before = plan(state, context).asked;
  const strange = Object.keys(answers).filter((id) => !asked.has(id) && !before.has(id));
  const refused = new Set(outcome.rejected.map((one) => one.field));
  const kept = Object.entries(outcome.state.answers).filter(
    ([id]) => !refused.has(`answers.${id}`) && !strange.includes(id),
  );
  const open = outcome.clarification.map((question) => question.id).join(', ');
  const unknown = strange.map((id) => ({
    field: `answers.${id}`,
    error: `there is no question "${id}". Open questions: ${open === '' ? 'none' : open}.`,
  }));
  return {
    ...outcome,
    rejected: [...outcome.rejected, ...unknown],
    state: { ...state, answers: Object.fromEntries(kept) },
  };
}

/** Plans what was understood already, by whichever engine. Pure. */
export function planUnderstood(
  state: Omit<PlannerState, 'version' | 'answers'>,
  context: PlannerContext,
): PlanOutcome {
  return plan({ version: 1, ...state, answers: {} }, context).outcome;
}

interface Planned {
  readonly outcome: PlanOutcome;
  /** Ids of all questions that came up, answered ones too. */
  readonly asked: ReadonlySet<string>;
}

function plan(state: PlannerState, context: PlannerContext): Planned {
  const findings = openFindings(state.answers);
  const spec = buildSpec({
    text: state.description,
    ir: state.understood,
    context,
    findings,
  });
  const outcome: PlanOutcome = {
    status: findings.questions.length === 0 ? 'ready' : 'needs_clarification',
    spec,
    name: spec.name,
    description: spec.description,
    assumptions: spec.assumptions,
    clarification: findings.questions,
    diagnostics: findings.diagnostics,
    rejected: findings.rejected,
    understood: state.understood,
    state,
  };
  return { outcome, asked: findings.asked };
}

/** Throws VALIDATION_ERROR for a description that is empty or too long. */
export function checkDescription(description: string): void {
  const problem =
    description.trim() === ''
      ? 'Say in one sentence what to load, from where and to where, for example "Load orders from PostgreSQL to ClickHouse daily".'
      : description.length > maxDescriptionLength
        ? `It has ${description.length} characters; at most ${maxDescriptionLength} are read.`
        : null;
  if (problem === null) return;
  throw new AiEtlError('VALIDATION_ERROR', 'The description cannot be used.', {
    details: [{ field: 'description', error: problem }],
  });
}
