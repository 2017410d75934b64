import type { Diagnostic } from '@ai-etl/core';
import { answerWithModel } from '../../models/answer-with-model.ts';
import type { ModelPorts } from '../../models/model-ports.ts';
import type { ModelUse } from '../../models/model-use.ts';
import { shownBy, type ShownSchema } from '../../models/pipelines/relevant-tables.ts';
import { isForTheModel, wordForTheModel } from '../../models/pipelines/pipeline-use.ts';
import { readRevision } from '../read/read-revision.ts';
import {
  checkInstruction,
  namesOf,
  reviseUnderstood,
  type RevisionOutcome,
  type RevisionRequest,
} from '../revise-pipeline.ts';
import type { RevisionIR } from '../revision-ir.ts';
import { readRevisionAnswer } from './read-revision-answer.ts';
import { revisionAnswerSchema } from './revision-answer.ts';
import { revisionPrompt, revisionPromptVersion } from './revision-prompt.ts';

export interface ReviseWithModelsRequest extends RevisionRequest {
  /** Null: the built-in reader answers at once, and nobody is called. */
  readonly models: ModelPorts | null;
  /** Further findings on a changed spec: types, pushed-down parts. Absent: only the planner's own. */
  readonly check?: (outcome: RevisionOutcome) => Promise<readonly Diagnostic[]>;
}

/**
 * Changes a pipeline by a model's reading of the instruction; by the built-in reader's when none is
 * configured, or none gives an answer that passes the guard. `engine` of the outcome tells who it
 * was, and why. Throws as revisePipeline.
 */
export async function reviseWithModels({
  models,
  check,
  ...request
}: ReviseWithModelsRequest): Promise<RevisionOutcome> {
  checkInstruction(request.instruction);
  const builtIn = readRevision(request.instruction, namesOf(request));
  if (models === null) return reviseUnderstood(request, builtIn);
  const use = await revisionUse(request, { builtIn, show: shownBy(models), check });
  const answer = await answerWithModel(use, models);
  return answer.ok
    ? {
        ...reviseUnderstood(request, answer.value),
        engine: { engine: 'model', ...answer.by },
      }
    : {
        ...reviseUnderstood(request, builtIn),
        engine: { engine: 'built-in', because: answer.because },
      };
}

async function revisionUse(
  request: RevisionRequest,
  {
    builtIn,
    show,
    check,
  }: {
    readonly builtIn: RevisionIR;
    readonly show: ShownSchema;
    readonly check: ReviseWithModelsRequest['check'];
  },
): Promise<ModelUse<RevisionIR>> {
  return {
    name: 'revisions',
    promptVersion: revisionPromptVersion,
    ...(await revisionPrompt(request, show)),
    schema: revisionAnswerSchema,
    words: request.instruction,
    read: async (answer) => {
      const read = readRevisionAnswer(answer, { request, builtIn });
      if (!read.ok) return read;
      const outcome = reviseUnderstood({ ...request, answers: {} }, read.value);
      const found = [...outcome.diagnostics];
      if (outcome.status === 'ready' && check !== undefined) found.push(...(await check(outcome)));
      const problems = found.filter(isForTheModel).map(wordForTheModel);
      return problems.length === 0 ? read : { ok: false, problems };
    },
  };
}
