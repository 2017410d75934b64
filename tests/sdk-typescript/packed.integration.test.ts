import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AIETLClient } from '@ai-etl/sdk';
import { findBrowser } from '../browser/find-browser.ts';
import { freePort } from '../installation/free-port.ts';
import { startInstallation, type Installation } from '../installation/start-installation.ts';
import { runInBrowser } from './browser.ts';
import { contractExample, installPackedSdk, root, runProgram } from './packed-sdk.ts';
import { findRuntime } from './runtimes.ts';

let project: string;
let home: string;
let installation: Installation;
/** Where the page of the browser comes from: not where the API is. */
let pagePort: number;
let access: { readonly baseUrl: string; readonly email: string; readonly password: string };

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ai-etl-sdk-server-'));
  await chmod(home, 0o711);
  pagePort = await freePort();
  project = await installPackedSdk();
  installation = await startInstallation({
    home,
    flags: ['--sample'],
    env: {
      AI_ETL_SAMPLE_ROWS: '1000',
      AI_ETL_CORS_ORIGINS: `http://127.0.0.1:${pagePort}`,
    },
  });
  const { origin, email, password } = installation;
  access = { baseUrl: origin, email, password };
}, 300_000);

afterAll(async () => {
  await installation?.stop();
  await rm(home, { recursive: true, force: true });
  await rm(project, { recursive: true, force: true });
});

/** Writes a program that runs the suite, and answers its results. */
async function suiteIn(
  program: string,
  args: readonly string[],
  { file, load }: { readonly file: string; readonly load: string },
): Promise<readonly { readonly name: string; readonly ok: boolean }[]> {
  await writeFile(
    join(project, file),
    `${load}\nsuite.runSuite(sdk, ${JSON.stringify(access)}).then((results) => console.log(JSON.stringify(results)));\n`,
  );
  const { code, out, said } = await runProgram(program, [...args, file], { cwd: project });
  expect({ code, said }).toMatchObject({ code: 0 });
  return JSON.parse(out.trim().split('\n').at(-1) ?? '[]') as never;
}

const failed = (results: unknown): unknown =>
  (results as { ok: boolean }[]).filter((one) => !one.ok);
const cases = 11;
const asModule = `import * as sdk from '@ai-etl/sdk';\nimport * as suite from './suite.mjs';`;

describe('the packed SDK in an empty project', () => {
  it('brings nothing else along, and no sources', async () => {
    expect(await readdir(join(project, 'node_modules'))).toEqual(['.package-lock.json', '@ai-etl']);
    expect(await readdir(join(project, 'node_modules/@ai-etl'))).toEqual(['sdk']);
    const files = await readdir(join(project, 'node_modules/@ai-etl/sdk'), { recursive: true });
    expect(files.filter((one) => one.includes('test') || /(?<!\.d)\.ts$/.test(one))).toEqual([]);
    expect(files).toContain('README.md');
  });

  it('passes its suite in Node as an ES module', async () => {
    const results = await suiteIn(process.execPath, [], { file: 'esm.mjs', load: asModule });
    expect(failed(results)).toEqual([]);
    expect(results).toHaveLength(cases);
  });

  it('passes its suite in Node with require', async () => {
    const load = `const sdk = require('@ai-etl/sdk');\nconst suite = { runSuite: (...all) => import('../suite.mjs').then((one) => one.runSuite(...all)) };`;
    const results = await suiteIn(process.execPath, [], { file: 'cjs/main.js', load });
    expect(failed(results)).toEqual([]);
    expect(results).toHaveLength(cases);
  });

  it.each([
    ['node18', []],
    ['deno', ['run', '--allow-net', '--allow-env', '--no-lock']],
    ['bun', ['run']],
  ] as const)('passes its suite in %s', async (name, args) => {
    const { program, reason } = findRuntime(name);
    if (program === null) {
      console.log(`skipped: ${reason}`);
      return;
    }
    const results = await suiteIn(program, args, { file: `${name}.mjs`, load: asModule });
    expect(failed(results)).toEqual([]);
    expect(results).toHaveLength(cases);
  });

  it('passes its suite in a page of another origin', async () => {
    const found = findBrowser();
    if (found.program === null) {
      console.log(`skipped: ${found.reason}`);
      return;
    }
    const entry = join(project, 'browser.mjs');
    const script = join(project, 'bundle.js');
    const access_ = JSON.stringify(access);
    await writeFile(
      entry,
      `${asModule}\nconst results = await suite.runSuite(sdk, ${access_});
       await fetch('/result', { method: 'POST', body: JSON.stringify(results) });`,
    );
    await build({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'warning',
    });
    const results = await runInBrowser(found.program, { script, port: pagePort });
    expect(failed(results)).toEqual([]);
    expect(results).toHaveLength(cases);
  });
});

describe('the contract’s example', () => {
  it('compiles strictly, in modules of both kinds, and runs unchanged', async () => {
    const { baseUrl, email, password } = access;
    const client = new AIETLClient({ baseUrl, email, password });
    const { key: apiKey } = await client.apiKeys.create({ name: 'contract example' });
    const example = await contractExample({ apiKey, baseUrl });
    expect(example).toContain('run.getStatus()');
    await writeFile(join(project, 'example.mts'), example);
    await writeFile(join(project, 'example.mjs'), example);
    await writeFile(
      join(project, 'cjs/types.cts'),
      `import sdk = require('@ai-etl/sdk');
       const client = new sdk.AIETLClient({ apiKey: 'k' });
       export async function names(): Promise<string[]> {
         const all: string[] = [];
         for await (const one of client.pipelines.list({ per_page: 5 })) all.push(one.data.sentence);
         const run: sdk.Run = await client.runs.get('run_1');
         const status: 'queued' | 'running' | 'retrying' | 'cancelling' | 'success' | 'failed' | 'cancelled' =
           await run.getStatus();
         return [...all, status];
       }\n`,
    );
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const strict = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
    ];
    const target = [
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
      '--types',
      '',
    ];
    const checked = await runProgram(
      process.execPath,
      [compiler, ...strict, ...target, 'example.mts', 'cjs/types.cts'],
      { cwd: project },
    );
    expect(checked).toMatchObject({ code: 0, out: '' });

    const ran = await runProgram(process.execPath, ['example.mjs'], { cwd: project });
    expect(ran).toMatchObject({ code: 0, said: '' });
    expect(ran.out).toMatch(/^Pipeline status: (queued|running|success)\n$/);

    const pipeline = (await client.pipelines.list({ per_page: 1 })).items[0];
    expect(pipeline?.data).toMatchObject({
      sentence: 'Load data from PostgreSQL to ClickHouse',
      schedule: { cron: '0 2 * * *', paused: false },
    });
    const run = (await pipeline?.runs())?.items[0];
    await run?.wait();
    expect(run?.data.logical_time).toMatch(/^2024-01-26T00:00:00/);
    // Its sentence names no table: all of them are mirrored.
    expect(run?.receipt?.targets.length).toBeGreaterThan(5);
    expect(run?.receipt).toMatchObject({ checksums_match: true });
  });
});
