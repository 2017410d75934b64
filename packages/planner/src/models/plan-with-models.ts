import { builtInParser } from '../built-in-parser.ts';
import { checkDescription, planUnderstood } from '../plan-pipeline.ts';
import type { PlannerContext, PlanOutcome } from '../plan-types.ts';
import { answerWithModel } from './answer-with-model.ts';
import type { ModelPorts } from './model-ports.ts';
import { shownBy } from './pipelines/relevant-tables.ts';
import { pipelineUse, type CheckOutcome } from './pipelines/pipeline-use.ts';

export interface PlanWithModelsRequest extends PlannerContext {
  readonly description: string;
  /** Null: the built-in parser answers at once, and nobody is called. */
  readonly models: ModelPorts | null;
  readonly check?: CheckOutcome;
}

/**
 * Words to a pipeline by a model; by the built-in parser when none is configured, or none gives an answer
 * that passes the guard. `state.engine` of the outcome tells who it was, and why. Throws as planPipeline.
 */
export async function planWithModels(request: PlanWithModelsRequest): Promise<PlanOutcome> {
  const { description, models, check, ...context } = request;
  checkDescription(description);
  const builtIn = await builtInParser.parse(description, context);
  if (models === null) return planUnderstood({ description, understood: builtIn }, context);
  const use = await pipelineUse({
    description,
    context,
    builtIn,
    show: shownBy(models),
    ...(check === undefined ? {} : { check }),
  });
  const answer = await answerWithModel(use, models);
  return answer.ok
    ? planUnderstood(
        { description, understood: answer.value, engine: { engine: 'model', ...answer.by } },
        context,
      )
    : planUnderstood(
        {
          description,
          understood: builtIn,
          engine: { engine: 'built-in', because: answer.because },
        },
        context,
      );
}
