import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { CliConfig } from './config.ts';
import { CommandError } from './usage-error.ts';
import { exitCodes } from './exit-codes.ts';

/** The terminal, or the pipes in its place. */
export interface Terminal {
  /** The result, to stdout. */
  out(text: string): void;
  /** What accompanies it, to stderr. */
  say(text: string): void;
  /** Somebody can be asked. */
  readonly interactive: boolean;
  /** stdout shows colours. */
  readonly colours: boolean;
  /** stderr can be drawn over: a progress bar. */
  readonly drawable: boolean;
  /** Columns of stdout; null: it is a pipe, and nothing is cut. */
  readonly width: number | null;
  /** Writes over the last line that was drawn; the empty text ends it. */
  draw(line: string): void;
  /** Asks for a line. Throws CommandError when there is nobody to ask. */
  ask(
    question: string,
    options?: { readonly hidden?: boolean; readonly signal?: AbortSignal },
  ): Promise<string>;
  /** All of stdin. */
  readAll(): Promise<string>;
}

/** The process's own. */
export function openTerminal({ plain }: CliConfig): Terminal {
  const { stdin, stdout, stderr } = process;
  const interactive = stdin.isTTY && stderr.isTTY;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    say: (text) => void stderr.write(`${text}\n`),
    interactive,
    colours: stdout.isTTY && !plain,
    drawable: stderr.isTTY && !plain,
    // A terminal that does not know its width says 0.
    width: stdout.isTTY && stdout.columns > 0 ? stdout.columns : null,
    draw: (line) => void stderr.write(`\r\u001B[2K${line}`),
    ask: async (question, { hidden = false, signal } = {}) => {
      if (!interactive) {
        throw new CommandError(exitCodes.usage, `"${question}" can only be asked in a terminal.`);
      }
      return hidden ? askHidden(question, signal) : askLine(question, signal);
    },
    readAll: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

async function askLine(question: string, signal: AbortSignal | undefined): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(`${question} `, signal === undefined ? {} : { signal });
  } finally {
    lines.close();
  }
}

/** Nothing that is typed is shown. */
async function askHidden(question: string, signal: AbortSignal | undefined): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(`${question} `);
  try {
    return await lines.question('', signal === undefined ? {} : { signal });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
