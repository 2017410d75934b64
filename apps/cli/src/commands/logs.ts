import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatTime } from '../output/numbers.ts';
import { safeText } from '../output/safe-text.ts';

export const logs: Command = {
  name: 'logs',
  summary: 'Show the log of a run',
  arguments: [{ name: 'RUN', help: 'Id of the run' }],
  options: {
    follow: { type: 'boolean', short: 'f', help: 'Go on until the run has ended' },
  },
  examples: [
    'ai-etl logs run_789',
    'ai-etl logs -f run_789',
    'ai-etl logs run_789 --json | jq .message',
  ],
  run: async ({ client, input, json, terminal, style, signal }) => {
    const { runs } = await client();
    const lines = runs.logs(input.argument('RUN'), { follow: input.flag('follow'), signal });
    for await (const line of lines) {
      if (json) {
        terminal.out(JSON.stringify(line));
        continue;
      }
      const paint = {
        debug: style.dim,
        info: (text: string) => text,
        warning: style.warn,
        error: style.bad,
      };
      const task = line.task === null ? '' : ` ${style.dim(safeText(line.task))}`;
      terminal.out(
        `${style.dim(formatTime(line.at))}${task} ${paint[line.level](safeText(line.message))}`,
      );
    }
    return exitCodes.ok;
  },
};
