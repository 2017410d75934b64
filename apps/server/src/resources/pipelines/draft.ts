import { z } from 'zod';
import { AiEtlError, type ErrorDetail } from '@ai-etl/core';
import type { PlannerState, Question } from '@ai-etl/planner';
import type { Pipeline } from '@ai-etl/store';

/** The open questions of a draft and what the planner knows so far. */
export interface Draft {
  readonly questions: readonly Question[];
  readonly state: PlannerState;
}

const StoredState = z.looseObject({
  version: z.literal(1),
  description: z.string(),
  understood: z.looseObject({ version: z.literal(1) }),
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

const StoredQuestion = z.object({
  id: z.string(),
  field: z.string(),
  question: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string(), because: z.string() })),
  allow_free_text: z.boolean(),
  allow_multiple: z.boolean(),
});

/** Throws CONFLICT when nothing is open. */
export function readDraft(pipeline: Pipeline): Draft {
  if (pipeline.draft === null) {
    throw new AiEtlError('CONFLICT', `Pipeline ${pipeline.id} has no open questions.`, {
      details: [{ field: 'status', error: pipeline.status }],
    });
  }
  return parseDraft(pipeline.draft);
}

/** The open questions; none for a settled pipeline. */
export function openQuestions(pipeline: Pipeline): readonly Question[] {
  return pipeline.draft === null ? [] : parseDraft(pipeline.draft).questions;
}

/** Throws VALIDATION_ERROR naming every open question. */
export function requireSettled(
  pipeline: Pipeline,
  verb: 'deployed' | 'run' | 'copied' | 'exported' | 'described' | 'validated' | 'changed',
): void {
  const details = openQuestions(pipeline).map(({ id, question }): ErrorDetail => ({
    field: `clarification.${id}`,
    error: question,
  }));
  if (pipeline.status === 'ready' && details.length === 0) return;
  if (details.length === 0) {
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `The pipeline cannot be ${verb}: its validation failed when it was generated. Cure that, then look again with POST /api/v1/pipelines/${pipeline.id}:clarify and no answers.`,
      { details: [{ field: 'pipeline_id', error: 'not settled' }] },
    );
  }
  const list = details.map((one) => one.error).join(' ');
  throw new AiEtlError(
    'VALIDATION_ERROR',
    `The pipeline cannot be ${verb} while questions are open: ${list} Answer them with POST /api/v1/pipelines/${pipeline.id}:clarify.`,
    { details },
  );
}

/**
 * Drafts are written by the planner of this or an earlier version; the outer shape is checked,
 * the inner one is the planner's own.
 */
function parseDraft({ questions, planner }: NonNullable<Pipeline['draft']>): Draft {
  const state = StoredState.safeParse(planner);
  const asked = z.array(StoredQuestion).safeParse(questions);
  if (!state.success || !asked.success) {
    throw new AiEtlError(
      'CONFLICT',
      'This draft was written by another version. Generate the pipeline again.',
      { details: [{ field: 'pipeline_id', error: 'draft of another version' }] },
    );
  }
  // The planner wrote both, and version 1 of its state has this shape.
  /* oxlint-disable typescript/no-unsafe-type-assertion */
  return {
    questions: asked.data as readonly Question[],
    state: state.data as unknown as PlannerState,
  };
  /* oxlint-enable typescript/no-unsafe-type-assertion */
}
