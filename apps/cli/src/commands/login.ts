import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { showJson } from '../output/show.ts';
import { CommandError, UsageError } from '../usage-error.ts';

export const login: Command = {
  name: 'login',
  summary: 'Log in with e-mail and password',
  description:
    'The login is kept in a file that only you can read, and renews itself. In scripts, set AI_ETL_API_KEY instead.',
  arguments: [],
  options: {
    email: { type: 'string', value: 'ADDRESS', help: 'Asked for when absent' },
    'password-stdin': { type: 'boolean', help: 'Read the password from stdin' },
  },
  examples: [
    'ai-etl login --base-url http://localhost:8000',
    'ai-etl login --email me@example.com --password-stdin < password.txt',
  ],
  run: async (context) => {
    const { terminal, input, connection, json, signal } = context;
    if (!terminal.interactive && !input.flag('password-stdin')) {
      throw new UsageError('Without a terminal, give --email and --password-stdin.');
    }
    const email = (input.text('email') ?? (await terminal.ask('E-mail:', { signal }))).trim();
    const password = input.flag('password-stdin')
      ? (await terminal.readAll()).replace(/\r?\n$/, '')
      : await terminal.ask('Password:', { hidden: true, signal });
    if (email === '' || password === '') throw new UsageError('E-mail and password are needed.');
    const tokens = await connection.anonymous().auth.login({ email, password }, { signal });
    await connection.logins.save(connection.server, { email, tokens });
    if (json) showJson(context, { server: connection.server, email });
    else terminal.say(`Logged in to ${connection.server} as ${email}.`);
    return exitCodes.ok;
  },
};

export const logout: Command = {
  name: 'logout',
  summary: 'End the login and forget it',
  arguments: [],
  options: {},
  examples: ['ai-etl logout'],
  run: async (context) => {
    const { terminal, connection, json, signal } = context;
    const stored = await connection.logins.find(connection.server);
    if (stored === null) {
      throw new CommandError(
        exitCodes.notAllowed,
        `You are not logged in to ${connection.server}.`,
      );
    }
    const ended = await connection
      .storedClient()
      .auth.logout({ signal })
      .then(
        () => true,
        () => false,
      );
    await connection.logins.save(connection.server, null);
    if (json) showJson(context, { server: connection.server, ended_on_server: ended });
    else if (ended) terminal.say(`Logged out of ${connection.server}.`);
    else {
      terminal.say(`Forgot the login of ${connection.server}; the server could not be told.`);
    }
    return exitCodes.ok;
  },
};
