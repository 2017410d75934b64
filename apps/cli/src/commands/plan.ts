import type { AIETLClient, ValidatedPipeline } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { answerOption, settleQuestions } from '../input/ask-questions.ts';
import { environmentOf, environmentOption } from '../input/environment.ts';
import { connectionNames } from '../input/find-connection.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { pairs } from '../input/parse-input.ts';
import { formatSeconds } from '../output/numbers.ts';
import { reportPlan, reportTables, reportValidation } from '../output/pipeline-report.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson } from '../output/show.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'What would run, where, and at what cost',
  description:
    'Proves the pipeline on the live systems and moves nothing. Words with spaces are a sentence: what is made of it is deleted again, unless --keep.',
  arguments: [{ name: 'PIPELINE', help: 'Id or name of a pipeline, or a sentence' }],
  options: {
    answer: answerOption,
    environment: environmentOption,
    keep: { type: 'boolean', help: 'Keep the pipeline that was made of a sentence' },
  },
  examples: ['ai-etl plan sales_data_sync', 'ai-etl plan "Copy orders to the warehouse daily"'],
  run: async (context) => {
    const { input, signal } = context;
    const client = await context.client();
    const asked = input.argument('PIPELINE');
    const sentence = asked.includes(' ');
    const pipeline = sentence
      ? await client.pipelines.generate({ description: asked }, { signal })
      : await findPipeline(client, asked, signal);
    try {
      const settled = await settleQuestions(context, pipeline, {
        given: pairs(input.texts('answer'), 'answer'),
        again: sentence ? 'the same command and' : `ai-etl answer ${pipeline.id}`,
      });
      const environment = environmentOf(input);
      const validated = await settled.validate(environment === undefined ? {} : { environment }, {
        signal,
      });
      if (context.json) showJson(context, validated);
      else await report(context, client, { name: settled.name, validated });
      return validated.validation.status === 'failed' ? exitCodes.failed : exitCodes.ok;
    } finally {
      // Whatever happened, also after Ctrl-C: what nobody asked for shall not stay.
      if (sentence && !input.flag('keep')) await pipeline.delete();
    }
  },
};

async function report(
  context: CommandContext,
  client: AIETLClient,
  { name, validated }: { readonly name: string; readonly validated: ValidatedPipeline },
): Promise<void> {
  const { style, signal } = context;
  showFields(context, [
    ['pipeline', `${style.bold(safeText(name))}, version ${validated.version}`],
    ['environment', validated.environment],
  ]);
  reportValidation(context, validated.validation);
  const names = await connectionNames(client, signal);
  if (validated.plan !== null) reportPlan(context, validated.plan, names);
  const last = await lastDuration(client, validated.pipeline_id, signal);
  if (last !== null) showFields(context, [['last run', `took ${formatSeconds(last)}`]]);
  reportTables(context, validated.tables, names);
}

/** Seconds of the newest run that went well; null when there was none. */
async function lastDuration(
  client: AIETLClient,
  pipelineId: string,
  signal: AbortSignal,
): Promise<number | null> {
  const query = { pipeline_id: pipelineId, status: 'success', per_page: 1 } as const;
  const [run] = (await client.runs.list(query, { signal })).items;
  const { started_at: from, finished_at: to } = run?.data ?? {
    started_at: null,
    finished_at: null,
  };
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;
}
