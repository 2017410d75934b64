import { z } from 'zod';
import { readPipeline } from '../engine/read-pipeline.ts';
import { expectOf } from '../pipelines/from-ir/expect-of.ts';
import { answerLines, type LineProgram } from './answer-lines.ts';

const PipelineLine = z.object({
  id: z.union([z.string(), z.number()]),
  description: z.string(),
});

/** `{id, description}` to `{id, outcome, …}` in the shape of the suite's `expect`, line by line. */
export async function predictPipelines(
  streams: Pick<LineProgram, 'input' | 'output'>,
): Promise<void> {
  await answerLines({
    ...streams,
    answer: async (line) => expectOf(await readPipeline(PipelineLine.parse(line).description)),
  });
}
