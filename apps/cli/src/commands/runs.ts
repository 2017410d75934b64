import type { Run } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { wholeNumber } from '../input/parse-input.ts';
import { reportRun } from '../output/follow-run.ts';
import { formatCount, formatTime } from '../output/numbers.ts';
import { showJson, showTable } from '../output/show.ts';
import { colourStatus } from '../output/style.ts';

export const runs: Command = {
  name: 'runs',
  summary: 'List the runs of a pipeline, or show one run',
  arguments: [{ name: 'PIPELINE', help: 'Id or name of a pipeline, or id of a run' }],
  options: { limit: { type: 'string', value: 'N', help: 'At most so many; default 20' } },
  examples: ['ai-etl runs sales_data_sync', 'ai-etl runs run_789'],
  run: async (context) => {
    const { input, signal } = context;
    const limit = wholeNumber(input.text('limit'), {
      name: 'limit',
      least: 1,
      most: 100_000,
      otherwise: 20,
    });
    const client = await context.client();
    const asked = input.argument('PIPELINE');
    if (/^run_\w+$/.test(asked)) {
      const run = await client.runs.get(asked, { signal });
      if (context.json) showJson(context, run);
      else reportRun(context, run);
      return exitCodes.ok;
    }
    const pipeline = await findPipeline(client, asked, signal);
    const found = await pipeline
      .runs({ per_page: Math.min(limit, 100) }, { signal })
      .toArray({ limit });
    if (context.json) showJson(context, found);
    else listRuns(context, found);
    return exitCodes.ok;
  },
};

function listRuns(context: CommandContext, found: readonly Run[]): void {
  showTable(context, found, {
    columns: [
      { title: 'RUN', value: (one) => one.id },
      {
        title: 'STATUS',
        value: (one) => one.status,
        paint: (text) => colourStatus(context.style, text),
      },
      { title: 'TRIGGER', value: (one) => one.data.trigger },
      { title: 'ABOUT', value: (one) => formatTime(one.data.logical_time) },
      { title: 'FINISHED', value: (one) => formatTime(one.data.finished_at) },
      {
        title: 'ROWS',
        right: true,
        value: (one) => (one.receipt === null ? '' : formatCount(one.receipt.loaded_rows)),
      },
    ],
    none: 'No runs yet.',
  });
}

export const cancel: Command = {
  name: 'cancel',
  summary: 'Cancel a run',
  description: 'The target stays as it was.',
  arguments: [{ name: 'RUN', help: 'Id of the run' }],
  options: {},
  examples: ['ai-etl cancel run_789'],
  run: async (context) => {
    const { input, signal, json, terminal } = context;
    const client = await context.client();
    const run = await client.runs.cancel(input.argument('RUN'), { signal });
    if (json) showJson(context, run);
    else
      terminal.say(run.hasEnded ? `Run ${run.id} is ${run.status}.` : `Run ${run.id} is stopping.`);
    return exitCodes.ok;
  },
};
