import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { wholeNumber } from '../input/parse-input.ts';
import { formatTime } from '../output/numbers.ts';
import { reportQuestions } from '../output/pipeline-report.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson, showTable } from '../output/show.ts';
import { colourStatus } from '../output/style.ts';

export const pipelines: Command = {
  name: 'pipelines',
  summary: 'List pipelines, or show one',
  arguments: [{ name: 'PIPELINE', help: 'Id or name; absent: list', optional: true }],
  options: {
    project: { type: 'string', value: 'ID', help: 'Only those of a project' },
    limit: { type: 'string', value: 'N', help: 'At most so many; default 50' },
  },
  examples: ['ai-etl pipelines', 'ai-etl pipelines sales_data_sync'],
  run: async (context) =>
    context.input.argument('PIPELINE') === '' ? list(context) : show(context),
};

async function list(context: CommandContext): Promise<number> {
  const { input, signal, style } = context;
  const limit = wholeNumber(input.text('limit'), {
    name: 'limit',
    least: 1,
    most: 100_000,
    otherwise: 50,
  });
  const client = await context.client();
  const project = input.text('project');
  const query = {
    per_page: Math.min(limit, 100),
    ...(project === undefined ? {} : { project_id: project }),
  };
  const found = await client.pipelines.list(query, { signal }).toArray({ limit });
  if (context.json) showJson(context, found);
  else {
    showTable(context, found, {
      columns: [
        { title: 'NAME', value: (one) => one.name, flexible: true },
        { title: 'ID', value: (one) => one.id },
        {
          title: 'STATUS',
          value: (one) => one.data.status,
          paint: (text) => colourStatus(style, text),
        },
        { title: 'SCHEDULE', value: (one) => scheduleText(one.data.schedule) },
        {
          title: 'LAST RUN',
          value: (one) => one.data.last_run?.status,
          paint: (text) => colourStatus(style, text),
        },
        { title: 'AT', value: (one) => formatTime(one.data.last_run?.created_at) },
      ],
      none: 'No pipelines yet. Make one: ai-etl generate "Load … from … to …"',
    });
  }
  return exitCodes.ok;
}

async function show(context: CommandContext): Promise<number> {
  const { input, signal, style, json } = context;
  const pipeline = await findPipeline(await context.client(), input.argument('PIPELINE'), signal);
  const { data } = pipeline;
  if (json) showJson(context, pipeline);
  else {
    showFields(context, [
      ['pipeline', `${style.bold(safeText(data.name))}  ${data.pipeline_id}`],
      ['sentence', safeText(data.sentence)],
      ['does', data.description === null ? null : safeText(data.description)],
      ['status', colourStatus(style, data.status)],
      ['version', data.version === 0 ? null : String(data.version)],
      [
        'deployed',
        data.deployment === null
          ? 'no'
          : `version ${data.deployment.version} to ${data.deployment.environment}`,
      ],
      ['schedule', data.schedule === null ? 'none' : scheduleText(data.schedule)],
      ['next run', formatTime(data.schedule?.next_run_at)],
      [
        'last run',
        data.last_run === null
          ? 'none yet'
          : `${data.last_run.run_id}  ${colourStatus(style, data.last_run.status)}`,
      ],
    ]);
    reportQuestions(context, pipeline);
  }
  return exitCodes.ok;
}

function scheduleText(
  schedule: { cron: string; timezone: string; paused: boolean } | null,
): string {
  if (schedule === null) return '';
  return `${schedule.cron} ${schedule.timezone}${schedule.paused ? ' (paused)' : ''}`;
}
