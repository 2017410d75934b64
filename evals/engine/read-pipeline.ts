import { builtInParser, maxDescriptionLength, type PlannerIR } from '@ai-etl/planner';
import { invalid } from './locate.ts';

/** The one place where these programs touch the engine for pipelines. Throws VALIDATION_ERROR as it does. */
export async function readPipeline(description: string): Promise<PlannerIR> {
  if (description.length > maxDescriptionLength) {
    throw invalid('description', `it has more than ${maxDescriptionLength} characters`);
  }
  return await builtInParser.parse(description, { connections: [] });
}
