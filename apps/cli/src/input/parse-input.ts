import { parseArgs } from 'node:util';
import type { Command, CommandInput, OptionSpec } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Options of every command. */
export const globalOptions: Readonly<Record<string, OptionSpec>> = {
  json: { type: 'boolean', help: 'Print JSON, for programs' },
  'base-url': {
    type: 'string',
    value: 'URL',
    help: 'The server; else AI_ETL_BASE_URL, the last login, http://localhost:8000',
  },
  help: { type: 'boolean', short: 'h', help: 'Show help' },
};

/** Throws UsageError naming what was allowed. */
export function parseInput(command: Command, args: readonly string[]): CommandInput {
  const specs = { ...command.options, ...globalOptions };
  const { values, positionals } = parse(specs, args);
  const wanted = command.arguments.map((one) =>
    one.optional === true ? `[${one.name}]` : one.name,
  );
  if (values['help'] !== true) {
    const least = command.arguments.filter((one) => one.optional !== true).length;
    if (positionals.length < least) {
      throw new UsageError(`"ai-etl ${command.name}" needs ${wanted.join(' ')}.`);
    }
    if (positionals.length > command.arguments.length) {
      const surplus = positionals[command.arguments.length] ?? '';
      throw new UsageError(
        `"${surplus}" is one argument too many: ai-etl ${[command.name, ...wanted].join(' ')}. Put quotes around what has spaces.`,
      );
    }
  }
  return {
    argument: (name) => positionals[command.arguments.findIndex((one) => one.name === name)] ?? '',
    text: (option) => {
      const value = values[option];
      return typeof value === 'string' ? value : undefined;
    },
    texts: (option) => {
      const value = values[option];
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
    flag: (option) => values[option] === true,
  };
}

function parse(specs: Readonly<Record<string, OptionSpec>>, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries(specs).map(([name, { type, short, multiple = false }]) => [
          name,
          short === undefined ? { type, multiple } : { type, multiple, short },
        ]),
      ),
    });
    return { values, positionals };
  } catch (error) {
    const said =
      error instanceof Error ? error.message.split('. ')[0] : 'The arguments are not valid';
    const known = Object.keys(specs).map((name) => `--${name}`);
    throw new UsageError(`${said}. Options: ${known.join(', ')}.`);
  }
}

/** A whole number of an option, within bounds. Throws UsageError. */
export function wholeNumber(
  text: string | undefined,
  {
    name,
    least,
    most,
    otherwise,
  }: { name: string; least: number; most: number; otherwise: number },
): number {
  if (text === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}

/** `name=value` pairs. Throws UsageError. */
export function pairs(texts: readonly string[], option: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`--${option} must be NAME=VALUE, not "${text}".`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
