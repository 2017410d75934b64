import { z } from 'zod';
import { route } from '../../http/route.ts';
import { regeneratedExample } from './examples.ts';
import { Assumption, Change, Generated, Options } from './shapes.ts';
import { ExpectedVersion, pipelineParams, pipelineVerb } from './urls.ts';

const Regenerated = z
  .object({
    outcome: z
      .enum(['updated', 'unchanged', 'needs_clarification', 'invalid'])
      .describe(
        'Only updated adds a version. invalid: what it would become cannot run; see pipeline.validation.',
      ),
    dry_run: z.boolean(),
    instruction: z.string(),
    from_version: z.int().describe('The version that was changed.'),
    version: z.int().describe('The latest version now.'),
    changes: z
      .array(Change)
      .describe(
        'From the version before to pipeline.spec; while questions are open, what is certain.',
      ),
    text: z.string().describe('The same for a person, a line for each change.'),
    assumptions: z.array(Assumption).describe('Those that this instruction made.'),
    pipeline: Generated,
  })
  .meta({
    id: 'RegeneratedPipeline',
    examples: [regeneratedExample],
  });

export type RegeneratedBody = z.infer<typeof Regenerated>;

export const regeneratePipeline = route({
  method: 'POST',
  url: pipelineVerb('regenerate'),
  permission: 'pipelines:write',
  idempotent: true,
  heavy: true,
  schema: {
    operationId: 'regeneratePipeline',
    tags: ['pipelines'],
    summary: 'Change a pipeline in words',
    description:
      'Reads the instruction as a change to the latest version, proves the result and adds it as a version. What the instruction does not name stays. Where it is unclear nothing is stored: `pipeline.clarification` holds the questions; send the same instruction again with `answers`. What is deployed stays as it is until it is deployed again.',
    params: pipelineParams,
    body: z
      .strictObject({
        instruction: z.string().max(5000).regex(/\S/, 'must not be empty: say what to change'),
        answers: z
          .record(
            z.string().max(200),
            z.union([z.string().max(2000), z.array(z.string().max(2000)).max(500)]),
          )
          .default({})
          .describe('By question id of an earlier try.'),
        dry_run: z.boolean().default(false).describe('Shows what would change, stores nothing.'),
        expected_version: ExpectedVersion,
        options: Options.default({ optimize: true, validate: true }),
      })
      .meta({
        examples: [
          {
            instruction: 'also drop test users and run at 3am Berlin time',
            dry_run: true,
            expected_version: 1,
          },
        ],
      }),
    response: { 200: Regenerated },
  },
});
