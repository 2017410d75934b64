import type { Command } from './command.ts';
import { globalOptions } from './input/parse-input.ts';
import type { OptionSpec } from './command.ts';

/** What `ai-etl` alone prints. */
export function generalHelp(groups: readonly CommandGroup[]): string {
  const width = Math.max(
    ...groups.flatMap((group) => group.commands.map((one) => one.name.length)),
  );
  const sections = groups.map(({ title, commands }) =>
    [`${title}:`, ...commands.map((one) => `  ${one.name.padEnd(width)}  ${one.summary}`)].join(
      '\n',
    ),
  );
  return [
    'ai-etl: data pipelines from plain words.',
    'Usage: ai-etl COMMAND [arguments] [options]',
    ...sections,
    ['Options of every command:', ...optionLines(globalOptions)].join('\n'),
    'Environment: AI_ETL_API_KEY, AI_ETL_BASE_URL, NO_COLOR.\n"ai-etl COMMAND --help" says more of each.',
  ].join('\n\n');
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** What `ai-etl COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const args = command.arguments.map((one) => (one.optional === true ? `[${one.name}]` : one.name));
  const width = Math.max(0, ...command.arguments.map((one) => one.name.length));
  const sections = [
    `${command.summary}.`,
    `Usage: ai-etl ${[command.name, ...args].join(' ')} [options]`,
    command.description ?? '',
    command.arguments.length === 0
      ? ''
      : command.arguments.map((one) => `  ${one.name.padEnd(width)}  ${one.help}`).join('\n'),
    ['Options:', ...optionLines({ ...command.options, ...globalOptions })].join('\n'),
    ['Examples:', ...command.examples.map((one) => `  ${one}`)].join('\n'),
  ];
  return sections.filter((one) => one !== '').join('\n\n');
}

function optionLines(options: Readonly<Record<string, OptionSpec>>): readonly string[] {
  const named = Object.entries(options).map(([name, { short, value, help }]) => ({
    left: `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...named.map((one) => one.left.length));
  return named.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`);
}
