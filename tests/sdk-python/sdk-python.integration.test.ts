import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readContract } from '../conformance/contract-document.ts';
import { startInstallation, type Installation } from '../installation/start-installation.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const sdk = join(root, 'sdks', 'python');
const environment = join(root, '.cache', 'sdk-python', 'bin');
const run = promisify(execFile);

/** Resolves with what the program printed; rejects with everything it said. */
async function python(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const { stdout } = await run(program, [...args], {
    cwd: options.cwd ?? sdk,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...options.env },
    timeout: 300_000,
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: unknown) => {
    const said = z.object({ stdout: z.string(), stderr: z.string() }).safeParse(error);
    expect.fail(said.success ? `${said.data.stdout}\n${said.data.stderr}` : String(error));
  });
  return stdout;
}

const have = existsSync(join(environment, 'python'));
if (!have && process.env['CI'] === undefined) {
  console.warn('skipped: no Python environment (node scripts/python-env.mjs sdk-python)');
}

describe.skipIf(!have && process.env['CI'] === undefined)('the Python client', () => {
  const tool = join(environment, 'python');

  it('has generated parts that are current', async () => {
    await python(tool, ['scripts/generate.py', '--check']);
  });

  it('is formatted, linted and typed strictly, and needs no more than Python 3.9', async () => {
    await python(tool, ['-m', 'ruff', 'format', '--check', '.']);
    await python(tool, ['-m', 'ruff', 'check', '.']);
    await python(tool, ['-m', 'mypy']);
    await python(join(environment, 'vermin'), ['-q', '-t=3.9-', '--no-tips', 'src']);
  });

  it('passes its own tests', async () => {
    await python(tool, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], {
      env: { PYTHONPATH: join(sdk, 'src') },
    });
  });

  describe('installed from its wheel into an empty environment', () => {
    let folder = '';
    let installation: Installation;
    let interpreter = '';
    const env = () => ({
      AI_ETL_BASE_URL: installation.origin,
      AI_ETL_EMAIL: installation.email,
      AI_ETL_PASSWORD: installation.password,
    });

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'ai-etl-sdk-python-'));
      const started = startInstallation({
        home: join(folder, 'home'),
        flags: ['--sample'],
        env: {
          AI_ETL_SAMPLE_ROWS: '5000',
          AI_ETL_RATE_LIMIT: '10000000/1000000',
          AI_ETL_WEBHOOK_ALLOW: 'private',
        },
      });
      const dist = join(folder, 'dist');
      await python(tool, ['-m', 'build', '--no-isolation', '--outdir', dist, sdk]);
      const wheel = readdirSync(dist).find((name) => name.endsWith('.whl'));
      expect(wheel).toBeDefined();
      await python(tool, ['-m', 'venv', join(folder, 'venv')]);
      interpreter = join(folder, 'venv', 'bin', 'python');
      const quiet = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
      await python(interpreter, [...quiet, join(dist, wheel ?? ''), 'pytest==9.2.0']);
      installation = await started;
    });

    afterAll(async () => {
      await installation?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('passes its suite against a real server', async () => {
      await python(
        interpreter,
        ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', join(sdk, 'e2e')],
        {
          cwd: folder,
          env: env(),
        },
      );
    });

    it("runs the contract's example as it is written", async () => {
      const example = readContract().find((block) => block.language === 'python');
      const key = await apiKey(installation);
      const program = (example?.text ?? '')
        .replace('your_api_key', key)
        .replace('https://api.ai-etl.com', installation.origin);
      expect(program).toContain(key);
      const file = join(folder, 'example.py');
      writeFileSync(file, program);
      const said = await python(interpreter, [file], { cwd: folder });
      expect(said).toMatch(/^Pipeline status: (queued|running|success)$/m);
    });

    it('ships its types', () => {
      const library = join(folder, 'venv', 'lib');
      const version = readdirSync(library).find((name) => name.startsWith('python')) ?? '';
      const typed = join(library, version, 'site-packages', 'ai_etl', 'py.typed');
      expect(readFileSync(typed, 'utf8')).toBe('');
    });
  });
});

const Created = z.object({ key: z.string() });

async function apiKey({ origin, email, password }: Installation): Promise<string> {
  const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const login = z
    .object({ access_token: z.string() })
    .parse(await post('/auth/login', { email, password }));
  return Created.parse(await post('/api-keys', { name: 'Python suite' }, login.access_token)).key;
}
