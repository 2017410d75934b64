import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson } from '../output/show.ts';

export const whoami: Command = {
  name: 'whoami',
  summary: 'Who you are on the server, and what you may do',
  arguments: [],
  options: {},
  examples: ['ai-etl whoami', 'ai-etl whoami --json'],
  run: async (context) => {
    const client = await context.client();
    const me = await client.auth.me({ signal: context.signal });
    if (context.json) showJson(context, me);
    else {
      showFields(context, [
        ['server', context.connection.server],
        ['user', `${safeText(me.user.email)}  ${me.user.user_id}`],
        ['organisation', `${safeText(me.organisation.name)}  ${me.organisation.organisation_id}`],
        ['role', me.role ?? 'in single projects only'],
        ['with', me.api_key_id === null ? 'a login' : `the API key ${me.api_key_id}`],
        ['may', me.permissions.join(', ')],
      ]);
    }
    return exitCodes.ok;
  },
};
