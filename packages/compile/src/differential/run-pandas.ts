import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Schema } from '@ai-etl/core';
import { goldenBinding } from '../golden/golden-case.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
/** The interpreter of the tests' environment. */
export const python = join(root, '.cache', 'python', 'bin', 'python');
const harness = join(root, 'tests', 'python', 'run_transforms.py');

/** Whether exported programs can run here; made by scripts/python-env.mjs. */
export function isPythonReady(): boolean {
  return existsSync(python);
}

/** A program whose `transform_out` runs over golden tables, given as parameter -> table. */
export interface PandasJob {
  readonly name: string;
  readonly code: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export type PandasOutcome =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly error: string };

/** Runs the transformations of many programs in one Python process, over the hostile rows. */
export async function runPandas(
  jobs: readonly PandasJob[],
): Promise<Readonly<Record<string, PandasOutcome>>> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-etl-pandas-'));
  try {
    const tables = Object.fromEntries(
      Object.entries(goldenTables).map(([name, schema]) => [name, tableOf(name, schema)]),
    );
    const input = join(folder, 'input.json');
    await writeFile(input, JSON.stringify({ tables, jobs }));
    const { stdout } = await promisify(execFile)(python, [harness, input], {
      timeout: 120_000,
      env: { ...process.env, AI_ETL_MASK_KEY: goldenBinding.maskKey },
      maxBuffer: 64 * 1024 * 1024,
    });
    return parseOutcomes(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tableOf(name: string, schema: Schema) {
  return {
    columns: schema.map((column) => ({ name: column.name, kind: column.type.kind })),
    rows: hostileRows[name] ?? [],
  };
}

function parseOutcomes(text: string): Readonly<Record<string, PandasOutcome>> {
  // The harness is ours and writes exactly this shape.
  return JSON.parse(text) as Readonly<Record<string, PandasOutcome>>;
}
