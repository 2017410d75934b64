import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const DemoLine = z.strictObject({
  source_rows: z.int(),
  loaded_rows: z.int(),
  checksums_match: z.boolean(),
  run_status: z.string(),
  rows_per_second: z.number(),
  seconds_total: z.number(),
});

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ai-etl-demo-'));
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

describe('npm run demo', () => {
  it(
    'moves the whole sample database twice and leaves nothing running',
    { timeout: 240_000 },
    async () => {
      const first = await runDemo();
      expect(first.code).toBe(0);
      // 2,000 orders and what belongs to them: the sample is the same on every machine.
      expect(first.line).toMatchObject({ checksums_match: true, run_status: 'success' });
      expect(first.line.loaded_rows).toBe(first.line.source_rows);
      expect(first.line.source_rows).toBeGreaterThan(10_000);
      expect(await processesOf(home)).toEqual([]);

      const second = await runDemo();
      expect(second.line.loaded_rows).toBe(first.line.loaded_rows);
      expect(await processesOf(home)).toEqual([]);
    },
  );

  it('says what a wrong option should have been', async () => {
    const { code, said } = await runProgram(['--rows', 'many']);
    expect(code).toBe(1);
    expect(said).toContain('--rows must be a whole number from 1 to 100000000, not "many".');
  });
});

async function runDemo(): Promise<{ code: number; line: z.infer<typeof DemoLine> }> {
  const { code, out, said } = await runProgram(['--json', '--rows', '2000', '--home', home]);
  const last = out.trim().split('\n').at(-1) ?? '';
  expect(said).not.toContain('demo:');
  return { code, line: DemoLine.parse(JSON.parse(last)) };
}

function runProgram(args: readonly string[]): Promise<{ code: number; out: string; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/demo.ts', ...args]);
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code: code ?? -1, out, said }));
  });
}

/** Command lines that name the home: servers, API, worker. */
function processesOf(folder: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('ps', ['-eo', 'args']);
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('error', reject);
    child.on('exit', () => resolve(out.split('\n').filter((line) => line.includes(folder))));
  });
}
