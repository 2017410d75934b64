import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { pairs } from '../input/parse-input.ts';
import { followRun, reportRun } from '../output/follow-run.ts';
import { showJson } from '../output/show.ts';

export const run: Command = {
  name: 'run',
  summary: 'Run a pipeline now, and wait for its end',
  description:
    'Ctrl-C stops waiting, not the run: "ai-etl cancel RUN" does that. Exit code 1: the run failed or was cancelled.',
  arguments: [{ name: 'PIPELINE', help: 'Id or name' }],
  options: {
    param: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      help: 'A parameter; may be repeated',
    },
    'full-refresh': {
      type: 'boolean',
      help: 'Read incremental sources from the beginning and replace what is there',
    },
    detach: { type: 'boolean', short: 'd', help: 'Do not wait' },
  },
  examples: [
    'ai-etl run sales_data_sync --param date=2024-01-26',
    'ai-etl run pipe_456 --detach --json',
  ],
  run: async (context) => {
    const { input, signal, json, terminal } = context;
    const params = pairs(input.texts('param'), 'param');
    const client = await context.client();
    const pipeline = await findPipeline(client, input.argument('PIPELINE'), signal);
    const started = await pipeline.run(
      { params, full_refresh: input.flag('full-refresh') },
      { signal },
    );
    if (input.flag('detach')) {
      if (json) showJson(context, started);
      else {
        terminal.out(started.id);
        terminal.say(`Follow it: ai-etl logs -f ${started.id}`);
      }
      return exitCodes.ok;
    }
    if (!json) terminal.say(`Run ${started.id} of ${pipeline.name}`);
    const code = await followRun(context, started);
    if (json) showJson(context, started);
    else {
      reportRun(context, started);
      if (code !== exitCodes.ok) terminal.say(`Its log: ai-etl logs ${started.id}`);
    }
    return code;
  },
};
