/** `npm run bench -- <name> [--json] [options]`: runs one benchmark of bench/. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@ai-etl/core';
import { z } from 'zod';

/** What each *.bench.ts exports. */
const BenchModule = z.object({
  main: z.custom<(args: readonly string[]) => Promise<void>>(
    (value) => typeof value === 'function',
  ),
});

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
  .sort();

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- <name> [--json]; there are: ${names.join(', ')}`);
  process.exitCode = 2;
} else {
  await runBench(name);
}

async function runBench(which: string): Promise<void> {
  try {
    const bench: unknown = await import(join(folder, `${which}.bench.ts`));
    await BenchModule.parse(bench).main(args);
  } catch (error) {
    console.error(`bench ${which}: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}
