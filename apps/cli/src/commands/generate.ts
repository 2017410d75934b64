import type { AIETLClient, GeneratedPipeline, Pipeline } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { answerOption, settleQuestions } from '../input/ask-questions.ts';
import { connectionNames } from '../input/find-connection.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { pairs } from '../input/parse-input.ts';
import { reportGenerated, reportPlan } from '../output/pipeline-report.ts';
import { showJson } from '../output/show.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Make a pipeline from a sentence',
  description:
    'What the sentence leaves open is asked; without a terminal it is printed, and the exit code is 7.',
  arguments: [{ name: 'SENTENCE', help: 'What to load, from where, to where, how often' }],
  options: {
    answer: answerOption,
    project: { type: 'string', value: 'ID', help: 'Project; else the default one' },
    'no-validate': { type: 'boolean', help: 'Check names and types only, not on the live systems' },
  },
  examples: [
    'ai-etl generate "Load sales data from PostgreSQL to ClickHouse daily"',
    'ai-etl generate "Copy orders to the warehouse" --json',
  ],
  run: async (context) => {
    const { input, signal } = context;
    const client = await context.client();
    const project = input.text('project');
    const pipeline = await client.pipelines.generate(
      {
        description: input.argument('SENTENCE'),
        options: { optimize: true, validate: !input.flag('no-validate') },
        ...(project === undefined ? {} : { project_id: project }),
      },
      { signal },
    );
    return finish(context, client, pipeline);
  },
};

export const answer: Command = {
  name: 'answer',
  summary: 'Answer the open questions of a pipeline',
  arguments: [{ name: 'PIPELINE', help: 'Id or name' }],
  options: { answer: answerOption },
  examples: ['ai-etl answer pipe_456', 'ai-etl answer pipe_456 --answer source=conn_789'],
  run: async (context) => {
    const client = await context.client();
    const pipeline = await findPipeline(client, context.input.argument('PIPELINE'), context.signal);
    if (pipeline.questions.length > 0) return finish(context, client, pipeline);
    if (context.json) showJson(context, pipeline);
    else context.terminal.say('Nothing is open.');
    return exitCodes.ok;
  },
};

async function finish(
  context: CommandContext,
  client: AIETLClient,
  pipeline: Pipeline,
): Promise<number> {
  const { json, input, terminal } = context;
  const given = pairs(input.texts('answer'), 'answer');
  const again = `ai-etl answer ${pipeline.id}`;
  const settled = await settleQuestions(context, pipeline, { given, again });
  if (json) showJson(context, settled);
  else if (isGenerated(settled)) {
    reportGenerated(context, settled);
    if (settled.data.plan !== null) {
      reportPlan(context, settled.data.plan, await connectionNames(client, context.signal));
    }
    if (settled.data.validation.status === 'passed') {
      terminal.say(`Next: ai-etl run ${settled.id}`);
    }
  }
  const failed = isGenerated(settled) && settled.data.validation.status === 'failed';
  return failed ? exitCodes.failed : exitCodes.ok;
}

function isGenerated(pipeline: Pipeline): pipeline is Pipeline<GeneratedPipeline> {
  return 'validation' in pipeline.data;
}
