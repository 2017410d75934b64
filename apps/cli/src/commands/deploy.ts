import type { DeployRequest } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { formatTime } from '../output/numbers.ts';
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
    environment: {
      type: 'string',
      value: 'NAME',
      help: 'development, staging or production (default)',
    },
  },
  examples: ['ai-etl deploy sales_data_sync --schedule "0 2 * * *" --timezone Europe/Berlin'],
  run: async (context) => {
    const { input, signal, json } = context;
    const schedule = input.text('schedule');
    if (schedule !== undefined && input.flag('no-schedule')) {
      throw new UsageError('Give --schedule or --no-schedule, not both.');
    }
    const timezone = input.text('timezone');
    const environment = environmentOf(input.text('environment'));
    const pipeline = await findPipeline(await context.client(), input.argument('PIPELINE'), signal);
    const deployed = await pipeline.deploy(
      {
        ...(input.flag('no-schedule') ? { schedule: null } : {}),
        ...(schedule === undefined ? {} : { schedule }),
        ...(timezone === undefined ? {} : { timezone }),
        ...(environment === undefined ? {} : { environment }),
      },
      { signal },
    );
    if (json) showJson(context, deployed);
    else {
      showFields(context, [
        ['deployed', `${pipeline.name}, version ${deployed.version}, to ${deployed.environment}`],
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
    }
    return exitCodes.ok;
  },
};

type EnvironmentName = NonNullable<DeployRequest['environment']>;
const environments: readonly EnvironmentName[] = ['development', 'staging', 'production'];

function environmentOf(text: string | undefined): EnvironmentName | undefined {
  const name = environments.find((one) => one === text);
  if (name !== undefined || text === undefined) return name;
  throw new UsageError(`--environment must be one of ${environments.join(', ')}, not "${text}".`);
}

export const pause = switching('pause', 'Pause the schedule of a pipeline');
export const resume = switching('resume', 'Resume the schedule of a pipeline from now on');

function switching(name: 'pause' | 'resume', summary: string): Command {
  return {
    name,
    summary,
    arguments: which,
    options: {},
    examples: [`ai-etl ${name} sales_data_sync`],
    run: async (context: CommandContext) => {
      const { input, signal, json, terminal } = context;
      const pipeline = await findPipeline(
        await context.client(),
        input.argument('PIPELINE'),
        signal,
      );
      const schedule = await pipeline[name]({ signal });
      if (json) showJson(context, schedule);
      else if (schedule.paused) terminal.say(`${pipeline.name} is paused.`);
      else terminal.say(`${pipeline.name} runs next at ${formatTime(schedule.next_run_at)}.`);
      return exitCodes.ok;
    },
  };
}

const environments = ['development', 'staging', 'production'] as const;

function environmentOf(text: string | undefined): (typeof environments)[number] | undefined {
  if (text === undefined) return undefined;
  const environment = environments.find((one) => one === text);
  if (environment !== undefined) return environment;
  throw new UsageError(`--environment must be one of ${environments.join(', ')}.`);
}
