import type { AskRequest } from '@ai-etl/sdk';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findConnection } from '../input/find-connection.ts';
import { wholeNumber } from '../input/parse-input.ts';
import { formatCount } from '../output/numbers.ts';
import { showRows } from '../output/rows.ts';
import { safeLines, safeText } from '../output/safe-text.ts';
import { showJson } from '../output/show.ts';

export const ask: Command = {
  name: 'ask',
  summary: 'A question about data, answered with SQL and its rows',
  description:
    'The SQL only reads. What is in doubt is asked back: exit code 7, then ask the same again with --choice, or with what it asks for.',
  arguments: [{ name: 'QUESTION', help: 'One plain question' }],
  options: {
    connection: {
      type: 'string',
      short: 'c',
      value: 'NAME',
      help: 'Id or name; absent: the one that holds the tables',
    },
    tables: { type: 'string', value: 'NAMES', help: 'Only these tables, joined by commas' },
    limit: { type: 'string', short: 'n', value: 'N', help: 'At most so many rows; default 100' },
    choice: { type: 'string', value: 'ID', help: 'What the same question was asked back about' },
    'sql-only': { type: 'boolean', help: 'Do not run it' },
  },
  examples: [
    'ai-etl ask "top 10 customers by total amount last month" -c Shop',
    'ai-etl ask "how many orders are there?" -c Shop --sql-only',
  ],
  run: async (context) => {
    const { input, signal, json, terminal, style } = context;
    const limit = wholeNumber(input.text('limit'), {
      name: 'limit',
      least: 1,
      most: 1000,
      otherwise: 100,
    });
    const client = await context.client();
    const named = input.text('connection');
    const connection = named === undefined ? null : await findConnection(client, named, signal);
    const tables = (input.text('tables') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    const choice = input.text('choice');
    const request: AskRequest = {
      question: input.argument('QUESTION'),
      execute: !input.flag('sql-only'),
      limit,
      ...(connection === null ? {} : { connection_id: connection.connection_id }),
      ...(choice === undefined ? {} : { choice_id: choice }),
      ...(tables.length === 0 ? {} : { schema: { tables } }),
    };
    const answer = await client.query.ask(request, { signal });
    const code = answer.clarification === null ? exitCodes.ok : exitCodes.questions;
    if (json) {
      showJson(context, answer);
      return code;
    }
    if (answer.clarification !== null) {
      terminal.out(`${style.warn('?')} ${safeText(answer.clarification.question)}`);
      for (const { id, label, because } of answer.clarification.choices) {
        terminal.out(`    ${safeText(label)}  ${style.dim(safeText(because))}`);
        if (id !== null) terminal.out(style.dim(`      --choice ${safeText(id)}`));
      }
      return code;
    }
    terminal.say(style.dim(safeLines(answer.sql ?? '')));
    terminal.say(safeLines(answer.explanation));
    for (const { path, value, because } of answer.assumptions) {
      terminal.say(style.dim(`  assumed ${safeText(`${path} = ${value}`)}: ${safeText(because)}`));
    }
    if (answer.rows === null) terminal.out(safeLines(answer.sql ?? ''));
    else {
      showRows(context, { columns: answer.columns, rows: answer.rows });
      const more = answer.truncated ? '; there are more' : '';
      terminal.say(style.dim(`${formatCount(answer.rows.length)} rows${more}`));
    }
    return code;
  },
};
