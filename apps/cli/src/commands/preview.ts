import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findConnection } from '../input/find-connection.ts';
import { wholeNumber } from '../input/parse-input.ts';
import { showRows } from '../output/rows.ts';
import { showJson } from '../output/show.ts';

export const preview: Command = {
  name: 'preview',
  summary: 'The first rows of a table',
  arguments: [
    { name: 'CONNECTION', help: 'Id or name' },
    { name: 'TABLE', help: 'customers, or sales.customers' },
  ],
  options: {
    limit: { type: 'string', short: 'n', value: 'N', help: 'At most so many rows; default 20' },
    columns: { type: 'string', value: 'NAMES', help: 'Joined by commas; absent: all' },
    filter: {
      type: 'string',
      value: 'CONDITION',
      help: "Such as: status = 'paid' AND amount > 10",
    },
  },
  examples: [
    'ai-etl preview Shop customers',
    'ai-etl preview Shop orders --filter "total > 100" --json',
  ],
  run: async (context) => {
    const { input, signal, json, terminal, style } = context;
    const bounds = { name: 'limit', least: 1, most: 1000, otherwise: 20 };
    const limit = wholeNumber(input.text('limit'), bounds);
    const columns = input.text('columns');
    const filter = input.text('filter');
    const client = await context.client();
    const connection = await findConnection(client, input.argument('CONNECTION'), signal);
    const found = await client.data.preview(
      {
        source: connection.connection_id,
        table: input.argument('TABLE'),
        limit,
        ...(columns === undefined ? {} : { columns }),
        ...(filter === undefined ? {} : { filter }),
      },
      { signal },
    );
    if (json) showJson(context, found);
    else {
      showRows(context, found);
      const masked = found.columns.filter((one) => one.masked).map((one) => one.name);
      if (masked.length > 0) terminal.say(style.dim(`Masked: ${masked.join(', ')}`));
      if (found.truncated)
        terminal.say(style.dim(`The first ${found.row_count} rows; there are more.`));
    }
    return exitCodes.ok;
  },
};
