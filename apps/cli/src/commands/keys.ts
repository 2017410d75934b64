import type { CreateApiKeyRequest } from '@ai-etl/sdk';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { wholeNumber } from '../input/parse-input.ts';
import { formatTime } from '../output/numbers.ts';
import { showJson, showTable } from '../output/show.ts';

export const keys: Command = {
  name: 'keys',
  summary: 'List your API keys',
  arguments: [],
  options: {},
  examples: ['ai-etl keys'],
  run: async (context) => {
    const client = await context.client();
    const { signal } = context;
    const found = await client.apiKeys.list({ per_page: 100 }, { signal }).toArray();
    if (context.json) showJson(context, found);
    else {
      showTable(context, found, {
        columns: [
          { title: 'NAME', value: (one) => one.name, flexible: true },
          { title: 'ID', value: (one) => one.api_key_id },
          { title: 'KEY', value: (one) => one.hint },
          { title: 'EXPIRES', value: (one) => formatTime(one.expires_at) || 'never' },
          { title: 'LAST USED', value: (one) => formatTime(one.last_used_at) || 'not yet' },
          { title: 'MAY', value: (one) => one.scopes.join(', '), flexible: true },
        ],
        none: 'No API keys yet. Make one: ai-etl create-key NAME',
      });
    }
    return exitCodes.ok;
  },
};

const longestDays = 3650;
const dayMs = 86_400_000;

export const createKey: Command = {
  name: 'create-key',
  summary: 'Make an API key for a program',
  description: 'The key goes to stdout and is shown this once.',
  arguments: [{ name: 'NAME', help: 'What it is for' }],
  options: {
    scope: {
      type: 'string',
      multiple: true,
      value: 'PERMISSION',
      help: 'It may only this, such as pipelines:run; absent: all that you may',
    },
    days: { type: 'string', value: 'N', help: 'It expires after so many days; absent: never' },
  },
  examples: ['ai-etl create-key nightly --scope pipelines:read --scope pipelines:run --days 90'],
  run: async (context) => {
    const { input, signal, terminal } = context;
    const scopes = parseScopes(input.texts('scope'));
    const days = input.text('days');
    const count = wholeNumber(days, { name: 'days', least: 1, most: longestDays, otherwise: 0 });
    const client = await context.client();
    const made = await client.apiKeys.create(
      {
        name: input.argument('NAME'),
        ...(scopes.length === 0 ? {} : { scopes }),
        ...(days === undefined
          ? {}
          : { expires_at: new Date(Date.now() + count * dayMs).toISOString() }),
      },
      { signal },
    );
    if (context.json) showJson(context, made);
    else {
      terminal.out(made.key);
      const until = made.expires_at === null ? '' : `, until ${formatTime(made.expires_at)}`;
      terminal.say(`${made.api_key_id}${until}. Keep the key now: it is not shown again.`);
    }
    return exitCodes.ok;
  },
};

/** As: the server knows the permissions, and names them when one is misspelt. */
function parseScopes(texts: readonly string[]): NonNullable<CreateApiKeyRequest['scopes']> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server judges it and names what is allowed
  return [...texts] as NonNullable<CreateApiKeyRequest['scopes']>;
}

export const revokeKey: Command = {
  name: 'revoke-key',
  summary: 'Revoke an API key, and every key that was made with it',
  arguments: [{ name: 'KEY', help: 'Id of the key' }],
  options: {},
  examples: ['ai-etl revoke-key key_123'],
  run: async (context) => {
    const { input, signal, json, terminal } = context;
    const client = await context.client();
    const id = input.argument('KEY');
    await client.apiKeys.revoke(id, { signal });
    if (json) showJson(context, { api_key_id: id, revoked: true });
    else terminal.say(`Revoked ${id}.`);
    return exitCodes.ok;
  },
};
