import type { AIETLClient } from '@ai-etl/sdk';
import type { Style } from './output/style.ts';
import type { Connection } from './session/connect.ts';
import type { Terminal } from './terminal.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help: NAME. */
  readonly value?: string;
  readonly help: string;
}

export interface ArgumentSpec {
  readonly name: string;
  readonly help: string;
  readonly optional?: boolean;
}

/** One command: what it takes, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** More than the summary says, for its own help. */
  readonly description?: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
  /** Answers the exit code. */
  run(context: CommandContext): Promise<number>;
}

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly style: Style;
  readonly connection: Connection;
  readonly json: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly input: CommandInput;
  /** Throws CommandError when nobody is logged in. */
  client(): Promise<AIETLClient>;
}

/** The arguments and options of one call, checked against the command's. */
export interface CommandInput {
  /** The argument of that name; the empty text when it is optional and not given. */
  argument(name: string): string;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}
