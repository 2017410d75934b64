import type { Command, CommandContext } from './command.ts';
import { commandGroups } from './commands.ts';
import { readConfig } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { describeFailure } from './failure.ts';
import { commandHelp, generalHelp } from './help.ts';
import { nearest } from './input/nearest.ts';
import { parseInput } from './input/parse-input.ts';
import { styleFor } from './output/style.ts';
import { openConnection } from './session/connect.ts';
import { openTerminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { cliVersion } from './version.ts';

/** One call of the program; answers its exit code and throws nothing. */
export async function runCli(
  args: readonly string[],
  {
    environment,
    signal,
  }: { readonly environment: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<number> {
  const config = readConfig(environment);
  const terminal = openTerminal(config);
  const [name = '', ...rest] = args;
  const json = args.includes('--json');
  try {
    if (['', '--help', '-h', 'help'].includes(name) && rest.length === 0) {
      terminal.out(generalHelp(commandGroups));
      return name === '' ? exitCodes.usage : exitCodes.ok;
    }
    if (name === '--version') {
      terminal.out(cliVersion);
      return exitCodes.ok;
    }
    const command = findCommand(name === 'help' ? (rest[0] ?? '') : name);
    const input = parseInput(command, name === 'help' ? ['--help'] : rest);
    if (input.flag('help')) {
      terminal.out(commandHelp(command));
      return exitCodes.ok;
    }
    const connection = await openConnection(config, {
      baseUrl: input.text('base-url'),
      version: cliVersion,
    });
    const context: CommandContext = {
      terminal,
      style: styleFor(terminal.colours && !json),
      connection,
      json,
      signal,
      input,
      client: connection.client,
    };
    return await command.run(context);
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    const failure = describeFailure(error);
    if (json) terminal.say(JSON.stringify({ error: failure.error }));
    else terminal.say(`ai-etl: ${failure.message}`);
    if (error instanceof UsageError && !json) terminal.say(helpHint(name));
    return failure.exitCode;
  }
}

const all: readonly Command[] = commandGroups.flatMap((group) => group.commands);

function findCommand(name: string): Command {
  const command = all.find((one) => one.name === name);
  if (command !== undefined) return command;
  const close = nearest(
    name,
    all.map((one) => one.name),
  );
  throw new UsageError(
    `There is no command "${name}".${close === null ? '' : ` Did you mean "${close}"?`}`,
  );
}

function helpHint(name: string): string {
  const known = all.some((one) => one.name === name);
  return `See: ai-etl ${known ? `${name} ` : ''}--help`;
}
