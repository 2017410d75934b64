import type { Catalog, Connection } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findConnection } from '../input/find-connection.ts';
import { formatBytes, formatCount, formatTime } from '../output/numbers.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson, showTable } from '../output/show.ts';

export const connections: Command = {
  name: 'connections',
  summary: 'List connections, or show one with its tables',
  arguments: [{ name: 'CONNECTION', help: 'Id or name; absent: list', optional: true }],
  options: {
    test: { type: 'boolean', help: 'Connect now and say what works' },
    refresh: { type: 'boolean', help: 'Ask the system for its tables now' },
  },
  examples: [
    'ai-etl connections',
    'ai-etl connections Warehouse',
    'ai-etl connections Warehouse --test',
  ],
  run: async (context) => {
    if (context.input.argument('CONNECTION') === '') return list(context);
    return context.input.flag('test') ? test(context) : show(context);
  },
};

async function list(context: CommandContext): Promise<number> {
  const client = await context.client();
  const { signal } = context;
  const found = await client.connections.list({ per_page: 100 }, { signal }).toArray();
  if (context.json) showJson(context, found);
  else {
    showTable(context, found, {
      columns: [
        { title: 'NAME', value: (one) => one.name, flexible: true },
        { title: 'ID', value: (one) => one.connection_id },
        { title: 'TYPE', value: (one) => one.type },
        { title: 'WHERE', value: whereOf, flexible: true },
        { title: 'LAST TEST', value: testText },
      ],
      none: 'No connections yet. Make one: ai-etl configure "PostgreSQL at db.example.com, database shop"',
    });
  }
  return exitCodes.ok;
}

async function test(context: CommandContext): Promise<number> {
  const { signal, style, terminal, input } = context;
  const client = await context.client();
  const { connection_id, name } = await findConnection(
    client,
    input.argument('CONNECTION'),
    signal,
  );
  const result = await client.connections.test(connection_id, { signal });
  if (context.json) showJson(context, result);
  else {
    const version = result.server_version === null ? '' : ` ${safeText(result.server_version)},`;
    terminal.out(`${safeText(name)}:${version} ${Math.round(result.latency_ms)} ms`);
    for (const check of result.checks) {
      const mark = check.ok ? style.good('ok    ') : style.bad('failed');
      terminal.out(`  ${mark}  ${safeText(check.name)}  ${safeText(check.message)}`);
    }
  }
  return result.ok ? exitCodes.ok : exitCodes.failed;
}

async function show(context: CommandContext): Promise<number> {
  const { signal, input, terminal } = context;
  const client = await context.client();
  const connection = await findConnection(client, input.argument('CONNECTION'), signal);
  const catalog = await client.connections.catalog(connection.connection_id, {
    refresh: input.flag('refresh'),
    signal,
  });
  if (context.json) {
    showJson(context, { connection, catalog });
    return exitCodes.ok;
  }
  showFields(context, [
    ['connection', `${safeText(connection.name)}  ${connection.connection_id}`],
    ['type', connection.type],
    ['where', whereOf(connection)],
    ['last test', testText(connection)],
  ]);
  terminal.out('');
  showTable(context, catalog.tables, {
    columns: [
      { title: 'TABLE', value: (one) => tableName(one, catalog.default_schema), flexible: true },
      { title: 'KIND', value: (one) => one.kind },
      { title: 'COLUMNS', right: true, value: (one) => one.columns.length },
      {
        title: 'ROWS, ABOUT',
        right: true,
        value: (one) => (one.estimated_rows === null ? '' : formatCount(one.estimated_rows)),
      },
      {
        title: 'SIZE',
        right: true,
        value: (one) => (one.estimated_bytes === null ? '' : formatBytes(one.estimated_bytes)),
      },
    ],
    none: 'It holds no tables.',
  });
  return exitCodes.ok;
}

function tableName(table: Catalog['tables'][number], defaultSchema: string): string {
  return table.schema === defaultSchema ? table.name : `${table.schema}.${table.name}`;
}

function whereOf({ settings }: Connection): string {
  const part = (name: string): string => {
    const value = settings[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const host = [part('host'), part('port')].filter((one) => one !== '').join(':');
  return [host, part('database')].filter((one) => one !== '').join('/');
}

function testText({ last_test: last }: Connection): string {
  if (last === null) return 'never';
  return `${last.ok ? 'ok' : 'failed'} ${formatTime(last.tested_at)}`;
}
