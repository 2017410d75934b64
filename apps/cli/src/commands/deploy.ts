import type { Deployment } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { environmentOf, environmentOption } from '../input/environment.ts';
import { connectionNames } from '../input/find-connection.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { formatTime } from '../output/numbers.ts';
import { reportTables } from '../output/pipeline-report.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson } from '../output/show.ts';
import { UsageError } from '../usage-error.ts';

const which = [{ name: 'PIPELINE', help: 'Id or name' }];

export const deploy: Command = {
  name: 'deploy',
  summary: 'Deploy the latest version of a pipeline',
  arguments: which,
  options: {
    schedule: {
      type: 'string',
      value: 'CRON',
      help: 'Five fields; absent: what the sentence said',
    },
    'no-schedule': { type: 'boolean', help: 'Run only when asked to' },
    timezone: { type: 'string', value: 'NAME', help: 'Such as Europe/Berlin' },
    environment: environmentOption,
    'dry-run': { type: 'boolean', help: 'Only say what would change' },
  },
  examples: ['ai-etl deploy sales_data_sync --schedule "0 2 * * *" --timezone Europe/Berlin'],
  run: async (context) => {
    const { input, signal, json, terminal, style } = context;
    const schedule = input.text('schedule');
    if (schedule !== undefined && input.flag('no-schedule')) {
      throw new UsageError('Give --schedule or --no-schedule, not both.');
    }
    const timezone = input.text('timezone');
    const environment = environmentOf(input);
    const client = await context.client();
    const pipeline = await findPipeline(client, input.argument('PIPELINE'), signal);
    const deployed = await pipeline.deploy(
      {
        ...(input.flag('no-schedule') ? { schedule: null } : {}),
        ...(schedule === undefined ? {} : { schedule }),
        ...(timezone === undefined ? {} : { timezone }),
        ...(environment === undefined ? {} : { environment }),
        ...(input.flag('dry-run') ? { dry_run: true } : {}),
      },
      { signal },
    );
    if (json) showJson(context, deployed);
    else {
      showFields(context, [
        [
          deployed.dry_run ? 'would deploy' : 'deployed',
          `${pipeline.name}, ${versionText(deployed)}, to ${deployed.environment}`,
        ],
        [
          'schedule',
          deployed.schedule === null
            ? 'none'
            : `${deployed.schedule.cron} ${deployed.schedule.timezone}`,
        ],
        ...deployed.next_runs.map(
          (moment, at) => [at === 0 ? 'next runs' : '', formatTime(moment)] as const,
        ),
      ]);
      reportTables(context, deployed.changes.tables, await connectionNames(client, signal));
      for (const note of deployed.notes) terminal.say(style.warn(safeText(note)));
    }
    return exitCodes.ok;
  },
};

function versionText({ changes }: Deployment): string {
  const { from, to } = changes.version;
  return from === null || from === to ? `version ${to}` : `version ${from} to ${to}`;
}

export const pause = switching('pause', 'Pause the schedule of a pipeline');
export const resume = switching('resume', 'Resume the schedule of a pipeline from now on');

function switching(name: 'pause' | 'resume', summary: string): Command {
  return {
    name,
    summary,
    arguments: which,
    options: { environment: environmentOption },
    examples: [`ai-etl ${name} sales_data_sync`],
    run: async (context: CommandContext) => {
      const { input, signal, json, terminal } = context;
      const pipeline = await findPipeline(
        await context.client(),
        input.argument('PIPELINE'),
        signal,
      );
      const environment = environmentOf(input);
      const request = environment === undefined ? {} : { environment };
      const schedule = await pipeline[name](request, { signal });
      if (json) showJson(context, schedule);
      else if (schedule.paused) terminal.say(`${pipeline.name} is paused.`);
      else terminal.say(`${pipeline.name} runs next at ${formatTime(schedule.next_run_at)}.`);
      return exitCodes.ok;
    },
  };
}
