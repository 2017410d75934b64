import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Schema } from '@ai-etl/core';
import { goldenBinding } from '../golden/golden-case.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
/** The interpreter of the tests' environment. */
export const python = join(root, '.cache', 'python', 'bin', 'python');
const harness = join(root, 'tests', 'python', 'run_transforms.py');
const longestJobMs = 60_000;

/** Whether exported programs can run here; made by scripts/python-env.mjs. */
export function isPythonReady(): boolean {
  return existsSync(python);
}

/** A program whose `transform_out` runs over golden tables, given as parameter -> table. */
export interface PandasJob {
  readonly code: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export type PandasOutcome =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly error: string };

/** Python with the hostile rows: importing pandas takes a second, so one process runs all programs. */
export interface PandasRows {
  /** Runs the transformation of a program; one after the other. One that takes a minute is ended. */
  run(job: PandasJob): Promise<PandasOutcome>;
  close(): void;
}

/** Starts Python when the first program comes, and again after one that had to be ended. */
export function openPandasRows(): PandasRows {
  let running: RunningPython | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (job: PandasJob): Promise<PandasOutcome> => {
    running ??= startPython();
    const outcome = await running.ask(JSON.stringify(job));
    if (outcome !== undefined) return outcome;
    running.end();
    running = undefined;
    return { error: `Python gave no answer within ${longestJobMs / 1000} s` };
  };
  return {
    run(job) {
      const next = last.then(() => answer(job));
      last = next.catch(() => undefined);
      return next;
    },
    close: () => running?.end(),
  };
}

interface RunningPython {
  /** The answer to a line; undefined when there is none in time. */
  ask(line: string): Promise<PandasOutcome | undefined>;
  end(): void;
}

function startPython(): RunningPython {
  const child: ChildProcess = spawn(python, [harness], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, AI_ETL_MASK_KEY: goldenBinding.maskKey },
  });
  const waiting: ((line: string | undefined) => void)[] = [];
  const settle = (line: string | undefined) => waiting.shift()?.(line);
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', settle);
  child.on('exit', () => settle(undefined));
  child.on('error', () => settle(undefined));
  // A process that ended is told by `exit`.
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${JSON.stringify(tables())}\n`);
  return {
    async ask(line) {
      const answered = new Promise<string | undefined>((resolve) => waiting.push(resolve));
      child.stdin?.write(`${line}\n`);
      const timer = setTimeout(() => settle(undefined), longestJobMs);
      const text = await answered;
      clearTimeout(timer);
      // The harness is ours and writes exactly this shape.
      return text === undefined ? undefined : (JSON.parse(text) as PandasOutcome);
    },
    end: () => child.kill('SIGKILL'),
  };
}

function tables() {
  return Object.fromEntries(
    Object.entries(goldenTables).map(([name, schema]) => [name, tableOf(name, schema)]),
  );
}

function tableOf(name: string, schema: Schema) {
  return {
    columns: schema.map((column) => ({ name: column.name, kind: column.type.kind })),
    rows: hostileRows[name] ?? [],
  };
}
