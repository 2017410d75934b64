import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const execute = promisify(execFile);

/** What a program said, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** Runs a program to its end, whatever that is. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const options = { cwd, env: { ...process.env, ...env }, timeout: 110_000, maxBuffer: 1e8 };
  try {
    const { stdout, stderr } = await execute(program, [...args], options);
    return { code: 0, out: stdout, said: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, out: stdout ?? '', said: stderr ?? String(error) };
  }
}

/** Builds and packs the SDK, and installs the archive into an empty project: its folder. */
export async function installPackedSdk(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'ai-etl-sdk-'));
  const sdk = join(root, 'sdks/typescript');
  await execute(process.execPath, ['scripts/build.mjs'], { cwd: sdk });
  await npm(['pack', '--ignore-scripts', '--pack-destination', project], sdk);
  const archive = (await readdir(project)).find((one) => one.endsWith('.tgz')) ?? 'no archive';
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  // Offline: whatever it asked for beside itself would fail here.
  await npm(
    ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', archive],
    project,
  );
  await mkdir(join(project, 'cjs'));
  await writeFile(join(project, 'cjs/package.json'), '{ "type": "commonjs" }\n');
  await copyFile(join(root, 'tests/sdk-typescript/suite.mjs'), join(project, 'suite.mjs'));
  return project;
}

/** The npm of this call; a packaged Node has none of its own. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const cli = process.env['npm_execpath'];
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) {
    await execute(process.execPath, [cli, ...args], { cwd });
  } else await execute('npm', [...args], { cwd });
}

/** The contract's TypeScript example as it stands in docs/reference/rest-api.md, but for key and address. */
export async function contractExample(with_: {
  readonly apiKey: string;
  readonly baseUrl: string;
}): Promise<string> {
  const page = await readFile(join(root, 'docs/reference/rest-api.md'), 'utf8');
  const code = /### JavaScript\/TypeScript\s+```typescript\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return code
    .replace("'your_api_key'", JSON.stringify(with_.apiKey))
    .replace("'https://api.ai-etl.com'", JSON.stringify(with_.baseUrl));
}
