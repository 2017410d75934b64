import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { pairs } from '../input/parse-input.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson, showTable } from '../output/show.ts';
import { colourStatus } from '../output/style.ts';
import { UsageError } from '../usage-error.ts';

export const connectors: Command = {
  name: 'connectors',
  summary: 'List the kinds of data systems',
  arguments: [],
  options: {},
  examples: ['ai-etl connectors'],
  run: async (context) => {
    const client = await context.client();
    const found = await client.connectors
      .list({ per_page: 100 }, { signal: context.signal })
      .toArray();
    if (context.json) showJson(context, found);
    else {
      showTable(context, found, {
        columns: [
          { title: 'TYPE', value: (one) => one.type },
          { title: 'NAME', value: (one) => one.title },
          {
            title: 'SERVES AS',
            value: ({ capabilities: { source, target } }) =>
              [source ? 'source' : '', target ? 'target' : '']
                .filter((one) => one !== '')
                .join(', '),
          },
          { title: 'WRITES', value: (one) => one.capabilities.write_modes.join(', ') },
          { title: 'ABOUT', value: (one) => one.summary, flexible: true },
        ],
        none: 'This server has no connectors.',
      });
    }
    return exitCodes.ok;
  },
};

export const configure: Command = {
  name: 'configure',
  summary: 'Make a connection from words, a URL or a .pgpass line',
  description:
    'Infers what is meant, stores it and tests it. A URL with a password is better given on stdin, as "-": arguments are seen by other users of the machine.',
  arguments: [{ name: 'WORDS', help: 'What to connect to; "-" reads it from stdin' }],
  options: {
    name: { type: 'string', value: 'NAME', help: 'How it shall be called' },
    source: { type: 'boolean', help: 'Data is read from it' },
    target: { type: 'boolean', help: 'Data is written to it' },
    hint: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      help: 'A setting that wins: host, database, user, …',
    },
    'password-stdin': { type: 'boolean', help: 'Read the password from stdin' },
  },
  examples: [
    'ai-etl configure "our production PostgreSQL" --source --hint host=db.company.com --hint database=analytics',
    'echo "$DATABASE_URL" | ai-etl configure - --name Shop',
  ],
  run: async (context) => {
    const { input, terminal, signal, style } = context;
    const words = input.argument('WORDS');
    if (input.flag('source') && input.flag('target')) {
      throw new UsageError('Give --source or --target, not both; without either it may be both.');
    }
    if (words === '-' && input.flag('password-stdin')) {
      throw new UsageError('stdin holds either the words or the password.');
    }
    const hints: Record<string, string> = { ...pairs(input.texts('hint'), 'hint') };
    if (input.flag('password-stdin')) {
      hints['password'] = (await terminal.readAll()).replace(/\r?\n$/, '');
    }
    const description = words === '-' ? (await terminal.readAll()).trim() : words;
    const name = input.text('name');
    const client = await context.client();
    const made = await client.connectors.configure(
      {
        description,
        hints,
        ...(input.flag('source') ? { type: 'source' as const } : {}),
        ...(input.flag('target') ? { type: 'target' as const } : {}),
        ...(name === undefined ? {} : { name }),
      },
      { signal },
    );
    if (context.json) showJson(context, made);
    else {
      showFields(context, [
        [
          'connection',
          `${style.bold(safeText(made.name))}  ${made.connector_id}${made.created ? '' : ' (updated)'}`,
        ],
        ['type', made.type],
        ...Object.entries(made.configuration).map(
          ([key, value]) =>
            [
              safeText(key),
              safeText(typeof value === 'string' ? value : JSON.stringify(value)),
            ] as const,
        ),
        ['secrets', made.secrets.join(', ')],
        ['missing', made.missing.length === 0 ? null : style.warn(made.missing.join(', '))],
        ['test', colourStatus(style, made.test_status)],
        ['cause', made.cause === null ? null : safeText(made.cause.message)],
      ]);
      for (const warning of made.warnings) terminal.say(style.warn(safeText(warning)));
    }
    return made.test_status === 'failed' ? exitCodes.failed : exitCodes.ok;
  },
};
