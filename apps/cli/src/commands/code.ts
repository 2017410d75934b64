import type { CodeQuery } from '@ai-etl/sdk';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { safeLines } from '../output/safe-text.ts';
import { showJson } from '../output/show.ts';
import { UsageError } from '../usage-error.ts';

type Target = NonNullable<CodeQuery['target']>;
const targets: readonly Target[] = ['pandas', 'sql', 'airflow', 'yaml'];

export const code: Command = {
  name: 'code',
  summary: 'A pipeline as a program: pandas, SQL, Airflow or YAML',
  arguments: [{ name: 'PIPELINE', help: 'Id or name' }],
  options: {
    target: { type: 'string', value: 'NAME', help: `${targets.join(', ')}; default pandas` },
  },
  examples: ['ai-etl code sales_data_sync > sync.py', 'ai-etl code sales_data_sync --target yaml'],
  run: async (context) => {
    const { input, signal, json, terminal } = context;
    const asked = input.text('target') ?? 'pandas';
    const target = targets.find((one) => one === asked);
    if (target === undefined) {
      throw new UsageError(`--target must be one of ${targets.join(', ')}, not "${asked}".`);
    }
    const pipeline = await findPipeline(await context.client(), input.argument('PIPELINE'), signal);
    const answer = await pipeline.code({ target }, { signal });
    if (json) showJson(context, answer);
    else terminal.out(terminal.width === null ? answer.code : safeLines(answer.code));
    return exitCodes.ok;
  },
};
