import type { DataProfile } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findConnection } from '../input/find-connection.ts';
import { wholeNumber } from '../input/parse-input.ts';
import { formatBytes, formatCount } from '../output/numbers.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson, showTable } from '../output/show.ts';

export const profile: Command = {
  name: 'profile',
  summary: 'Statistics of a table and its columns',
  arguments: [
    { name: 'CONNECTION', help: 'Id or name' },
    { name: 'TABLE', help: 'customers, or sales.customers' },
  ],
  options: {
    sample: { type: 'string', value: 'N', help: 'Rows to look at; default 10000' },
    exact: { type: 'boolean', help: 'Read every row' },
  },
  examples: ['ai-etl profile Shop customers', 'ai-etl profile Shop sales.orders --exact --json'],
  run: async (context) => {
    const { input, signal, json } = context;
    const bounds = { name: 'sample', least: 1, most: 100_000, otherwise: 10_000 };
    const sampleSize = wholeNumber(input.text('sample'), bounds);
    const client = await context.client();
    const connection = await findConnection(client, input.argument('CONNECTION'), signal);
    const found = await client.data.profile(
      {
        source: connection.connection_id,
        table: input.argument('TABLE'),
        sample_size: sampleSize,
        exact: input.flag('exact'),
      },
      { signal },
    );
    if (json) showJson(context, found);
    else report(context, found);
    return exitCodes.ok;
  },
};

function report(context: CommandContext, found: DataProfile): void {
  const { terminal, style } = context;
  const { table, statistics, sample } = found;
  const count = found.row_count === null ? null : formatCount(found.row_count);
  showFields(context, [
    ['table', style.bold(safeText(`${table.schema}.${table.name}`))],
    ['rows', count === null ? null : `${found.row_count_exact ? '' : 'about '}${count}`],
    ['size', statistics.size_bytes === null ? null : formatBytes(statistics.size_bytes)],
    ['nulls', percent(statistics.null_percentage)],
    ['duplicates', percent(statistics.duplicate_percentage)],
    ['looked at', `${formatCount(sample.rows)} rows (${sample.method.replaceAll('_', ' ')})`],
  ]);
  terminal.out('');
  showTable(context, found.columns, {
    columns: [
      { title: 'COLUMN', value: (one) => one.name, flexible: true },
      { title: 'TYPE', value: (one) => one.type },
      { title: 'NULLS', right: true, value: (one) => percent(one.null_percentage) },
      { title: 'MEANS', value: (one) => one.semantic_type },
      { title: 'UNIQUE', value: (one) => (one.unique ? 'yes' : '') },
      {
        title: 'DISTINCT',
        right: true,
        value: (one) => (one.distinct_count === null ? '' : formatCount(one.distinct_count)),
      },
      { title: 'MIN', value: (one) => one.min, flexible: true },
      { title: 'MAX', value: (one) => one.max, flexible: true },
    ],
    none: 'It has no columns.',
  });
  const { partitioning, partitioning_detail: detail, indexing } = found.recommendations;
  terminal.out('');
  showFields(context, [
    ['partition', `${partitioning.replaceAll('_', ' ')}: ${safeText(detail.because)}`],
    ['index', safeText(indexing.join(', '))],
  ]);
  for (const { what, why } of found.missing) {
    terminal.say(style.warn(`Not known: ${safeText(what)}, because ${safeText(why)}`));
  }
}

function percent(value: number | null): string {
  if (value === null) return '';
  return value !== 0 && value < 0.1 ? `${value.toFixed(3)} %` : `${Number(value.toFixed(1))} %`;
}
