import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AIETLClient } from '@ai-etl/sdk';
import { startInstallation, type Installation } from '../installation/start-installation.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'apps/cli/dist/ai-etl.mjs');

let home: string;
let installation: Installation;
let config: string;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program as a shell would; nothing of it is a terminal. */
function cli(
  args: readonly string[],
  {
    stdin = '',
    env = {},
    folder = config,
  }: { stdin?: string; env?: Record<string, string>; folder?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: folder, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return endOf(child, stdin);
}

function endOf(child: ReturnType<typeof spawn>, stdin: string): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin?.end(stdin);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

const json = (ended: Ended): Record<string, unknown> => JSON.parse(ended.out) as never;
const login = (folder = config): Promise<Ended> =>
  cli(
    ['login', '--base-url', installation.origin, '--email', installation.email, '--password-stdin'],
    { stdin: `${installation.password}\n`, folder },
  );

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ai-etl-cli-'));
  await chmod(home, 0o711);
  config = join(home, 'config');
  const built = spawn(process.execPath, [join(root, 'apps/cli/scripts/build.mjs')], {
    stdio: 'inherit',
  });
  expect(await new Promise((resolve) => built.once('close', resolve))).toBe(0);
  installation = await startInstallation({
    home: join(home, 'server'),
    flags: ['--sample'],
    // The receiver of the webhooks is on this machine.
    env: { AI_ETL_SAMPLE_ROWS: '1000', AI_ETL_WEBHOOK_ALLOW: 'private' },
  });
  expect((await login()).code).toBe(0);
}, 300_000);

afterAll(async () => {
  await installation?.stop();
  await rm(home, { recursive: true, force: true });
});

describe('without a server', () => {
  const gone = { AI_ETL_BASE_URL: 'http://127.0.0.1:9', AI_ETL_API_KEY: 'k' };

  it('help and version need none', async () => {
    expect(await cli(['--help'], { env: gone })).toMatchObject({ code: 0, err: '' });
    expect(await cli(['help', 'run'], { env: gone })).toMatchObject({ code: 0, err: '' });
    expect((await cli(['--version'], { env: gone })).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await cli([], { env: gone })).code).toBe(2);
  });

  it.each([
    [['genrate', 'x'], 2, 'There is no command "genrate". Did you mean "generate"?'],
    [['run'], 2, '"ai-etl run" needs PIPELINE.'],
    [['run', 'x', '--frob'], 2, "Unknown option '--frob'"],
    [['runs', 'x', '--limit', 'many'], 2, '--limit must be a whole number'],
    [['login'], 2, 'give --email and --password-stdin'],
    [['pipelines', '--base-url', 'nonsense'], 1, 'baseUrl must be an http(s) address'],
    [['create-webhook', '--event', 'pipeline.failed'], 2, 'Give a URL or --mail ADDRESS'],
    [['create-webhook', 'https://example.com'], 2, '--event is needed'],
    [['create-key', 'x', '--days', '0'], 2, '--days must be a whole number'],
    [['connectors'], 6, 'Cannot reach http://127.0.0.1:9'],
  ])('%j ends with %i and says why, without a stack', async (args, code, why) => {
    const ended = await cli(args, { env: gone });
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(why);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });

  it('a failure is JSON with --json, on stderr', async () => {
    const { code, out, err } = await cli(['connectors', '--json'], { env: gone });
    expect({ code, out }).toEqual({ code: 6, out: '' });
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'CONNECTION_FAILED', details: [] } });
  });
});

describe('logging in', () => {
  it('keeps the login in a file of its owner alone, and logging out removes it', async () => {
    const folder = join(home, 'other');
    expect(await cli(['whoami', '--base-url', installation.origin], { folder })).toMatchObject({
      code: 3,
      out: '',
    });
    expect((await login(folder)).code).toBe(0);
    const file = join(folder, 'ai-etl/credentials.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const me = await cli(['whoami', '--json'], { folder });
    expect(json(me)).toMatchObject({ user: { email: installation.email } });
    expect((await cli(['whoami'], { folder })).out).toContain(installation.email);
    expect((await cli(['logout'], { folder })).code).toBe(0);
    expect((await cli(['whoami', '--base-url', installation.origin], { folder })).code).toBe(3);
    expect(await readFile(file, 'utf8')).not.toContain('accessToken');
  });

  it('refuses a wrong password with exit code 3', async () => {
    const ended = await cli(
      [
        'login',
        '--base-url',
        installation.origin,
        '--email',
        'nobody@example.com',
        '--password-stdin',
      ],
      { stdin: 'wrong\n' },
    );
    expect(ended).toMatchObject({ code: 3, out: '' });
    expect(ended.err).toContain('e-mail address or the password is wrong');
  });

  it('an expired token is renewed once by several programs at a time', async () => {
    const folder = join(home, 'many');
    await login(folder);
    const file = join(folder, 'ai-etl/credentials.json');
    const stored = JSON.parse(await readFile(file, 'utf8')) as {
      servers: Record<string, { tokens: { expiresAt: number } }>;
    };
    for (const one of Object.values(stored.servers)) one.tokens.expiresAt = 0;
    await writeFile(file, JSON.stringify(stored));
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => cli(['connectors', '--json'], { folder })),
    );
    expect(all.map((one) => ({ code: one.code, err: one.err }))).toEqual(
      all.map(() => ({ code: 0, err: '' })),
    );
    expect((await cli(['whoami'], { folder })).code).toBe(0);
  });

  it('an API key in the environment needs no login', async () => {
    const client = new AIETLClient({
      baseUrl: installation.origin,
      email: installation.email,
      password: installation.password,
    });
    const { key } = await client.apiKeys.create({ name: 'cli' });
    const env = { AI_ETL_API_KEY: key, AI_ETL_BASE_URL: `${installation.origin}/api/v1` };
    const ended = await cli(['connections', '--json'], { env, folder: join(home, 'none') });
    expect(ended).toMatchObject({ code: 0, err: '' });
  });
});

describe('from a sentence to rows', () => {
  let pipelineId: string;

  it('plan says what would run, where and at what cost, and keeps nothing', async () => {
    const sentence = 'Copy the stores table from PostgreSQL to ClickHouse';
    const { code, out } = await cli(['plan', sentence]);
    expect(code).toBe(0);
    expect(out).toMatch(/route +direct/);
    expect(out).toMatch(/cost +about [\d,]+ rows/);
    expect(out).toMatch(/stores on Local warehouse: replace; will be created/);
    expect(json(await cli(['pipelines', '--json']))).toEqual([]);
  });

  it('generate makes it, deploy schedules it, run moves the rows', async () => {
    const made = await cli([
      'generate',
      'Copy the stores and customers tables from PostgreSQL to ClickHouse',
      '--json',
    ]);
    expect(made).toMatchObject({ code: 0, err: '' });
    pipelineId = String(json(made)['pipeline_id']);
    const dry = await cli(['deploy', pipelineId, '--schedule', '0 2 * * *', '--dry-run']);
    expect(dry.out).toContain('would deploy');
    const deployed = await cli(['deploy', pipelineId, '--schedule', '0 2 * * *']);
    expect(deployed.out).toMatch(/next runs +\d{4}-\d\d-\d\d/);
    const ran = await cli(['run', pipelineId]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/status +success/);
    expect(ran.out).toContain('by checksums of both sides: equal');
    // Nobody sees it: no colours, no progress bar.
    for (const mark of ['\u001B', '\r', '[#']) expect(ran.out + ran.err).not.toContain(mark);
    const again = await cli(['run', pipelineId, '--json']);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(json(again)).toMatchObject({ status: 'success', receipt: { checksums_match: true } });
    expect((await cli(['plan', pipelineId])).out).toMatch(/last run +took/);
  });

  it('shows pipelines, runs and logs, as tables and as JSON', async () => {
    const list = await cli(['pipelines']);
    expect(list.out).toMatch(/^NAME .*ID .*STATUS .*SCHEDULE/);
    expect(list.out).toContain(pipelineId);
    const name = String(
      (JSON.parse((await cli(['pipelines', '--json'])).out) as { name: string }[])[0]?.name,
    );
    expect((await cli(['pipelines', name])).out).toContain('0 2 * * * UTC');
    const runs = JSON.parse((await cli(['runs', name, '--json'])).out) as { run_id: string }[];
    expect(runs).toHaveLength(2);
    const runId = runs[0]?.run_id ?? '';
    expect((await cli(['runs', name])).out).toContain(runId);
    expect((await cli(['runs', runId])).out).toMatch(/status +success/);
    expect((await cli(['logs', runId])).out).toContain('Success:');
    const lines = (await cli(['logs', '-f', runId, '--json'])).out.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { message: string }).message).at(-1)).toMatch(
      /^Success/,
    );
    expect((await cli(['code', name])).out).toContain('import pandas');
    expect((await cli(['code', name, '--target', 'cobol'])).code).toBe(2);
    expect((await cli(['cancel', runId])).code).toBe(5);
    expect((await cli(['pause', name])).err).toContain('paused');
    expect((await cli(['resume', name])).err).toContain('runs next at');
  });

  it('logs -f follows a run that was started beside it', async () => {
    const { out } = await cli(['run', pipelineId, '--detach']);
    const followed = await cli(['logs', '-f', out.trim()]);
    expect(followed.code).toBe(0);
    expect(followed.out.trim().split('\n').at(-1)).toContain('Success:');
  });

  it('asks nobody without a terminal: exit code 7 with what can be answered', async () => {
    const open = await cli(['generate', 'Copy the stores table']);
    expect(open.code).toBe(7);
    const again = /ai-etl answer (pipe_\w+) --answer (\w+)=/.exec(open.err);
    expect(again).not.toBeNull();
    expect(open.out).toContain(`(${again?.[2]})`);
    const wrong = await cli([
      'answer',
      again?.[1] ?? '',
      '--answer',
      `${again?.[2]}=nothing of it`,
    ]);
    expect(wrong.code).toBe(5);
    await cli(['answer', again?.[1] ?? '', '--answer', 'no pair']).then(({ code }) =>
      expect(code).toBe(2),
    );
  });

  it('asks in a terminal, shows a progress bar there, and takes the answers', async () => {
    const python = spawn('python3', ['-c', 'import pty'], { stdio: 'ignore' });
    const missing = await new Promise((resolve) => {
      python.once('error', () => resolve(true));
      python.once('close', (code) => resolve(code !== 0));
    });
    if (missing === true) {
      console.log('skipped: no python3 with pty here, to make a terminal with');
      return;
    }
    // The warehouse is the first choice for where to, whatever the order of the questions.
    const script = `
import os, pty, re, select, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
said, seen = b'', 0
while True:
    ready, _, _ = select.select([fd], [], [], 100)
    if not ready:
        os.kill(pid, 9)
        break
    try: chunk = os.read(fd, 4096)
    except OSError: break
    if not chunk: break
    said += chunk
    fresh = re.sub(r'\\x1b\\[[0-9;?]*[A-Za-z]', '', said[seen:].decode('utf8', 'replace'))
    # A terminal's line editor sends escapes after its prompt.
    if re.search(r'(A number from 1 to \\d+|Numbers with commas)[^:]*:', fresh):
        choices = re.findall(r'(\\d+)\\. ([^\\r\\n]*)', fresh)
        question = re.findall(r'\\? ([^\\r\\n]*)', fresh)[-1]
        wanted = 'lickHouse|arehouse' if re.search('go|to\\\\b', question) else 'ostgreSQL|ales'
        number = next((n for n, text in choices if re.search(wanted, text)), '1')
        seen = len(said)
        os.write(fd, (number + '\\n').encode())
_, status = os.waitpid(pid, 0)
sys.stdout.write(said.decode('utf8', 'replace'))
sys.exit(os.waitstatus_to_exitcode(status))
`;
    const inTerminal = (args: readonly string[]): Promise<Ended> =>
      endOf(
        spawn('python3', ['-c', script, process.execPath, program, ...args], {
          env: {
            PATH: process.env['PATH'] ?? '',
            HOME: home,
            XDG_CONFIG_HOME: config,
            TERM: 'xterm',
            COLUMNS: '100',
          },
        }),
        '',
      );
    const asked = await inTerminal(['generate', 'Copy the stores table']);
    expect(asked.out).toContain('?');
    expect(asked.out).toMatch(/validation.*passed/);
    expect(asked.code).toBe(0);
    const ran = await inTerminal(['run', pipelineId]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('[####');
    expect(ran.out).toContain('\u001B[32msuccess');
  });
});

describe('data', () => {
  it('lists connections and connectors, tests one, and shows its tables', async () => {
    const list = JSON.parse((await cli(['connections', '--json'])).out) as { name: string }[];
    expect(list.map((one) => one.name)).toContain('Local warehouse');
    expect((await cli(['connectors'])).out).toContain('postgresql');
    const tested = await cli(['connections', 'sales (sample)', '--test']);
    expect(tested).toMatchObject({ code: 0 });
    expect((await cli(['connections', 'Sales (sample)'])).out).toMatch(/order_items +table/);
    const none = await cli(['connections', 'Nowhere']);
    expect(none.code).toBe(4);
    expect(none.err).toContain('Local warehouse');
  });

  it('profiles and previews a table', async () => {
    const profile = await cli(['profile', 'Sales (sample)', 'customers']);
    expect(profile.code).toBe(0);
    expect(profile.out).toMatch(/email .*email/);
    expect(json(await cli(['profile', 'Sales (sample)', 'customers', '--json']))).toHaveProperty(
      'row_count',
    );
    const preview = await cli([
      'preview',
      'Sales (sample)',
      'stores',
      '-n',
      '3',
      '--columns',
      'id',
    ]);
    expect(preview.out.trim().split('\n')).toHaveLength(4);
    expect((await cli(['preview', 'Sales (sample)', 'no_such_table'])).code).not.toBe(0);
  });

  it('answers a question with SQL and a table of rows', async () => {
    const asked = await cli(['ask', 'how many orders are there?', '-c', 'Sales (sample)']);
    expect(asked.code).toBe(0);
    expect(asked.err).toMatch(/select/i);
    expect(asked.out).toMatch(/1000/);
    const sql = await cli([
      'ask',
      'how many orders are there?',
      '-c',
      'Sales (sample)',
      '--sql-only',
    ]);
    expect(sql.out).toMatch(/select/i);
    const all = json(
      await cli(['ask', 'how many orders are there?', '-c', 'Sales (sample)', '--json']),
    );
    expect(all).toMatchObject({ clarification: null, truncated: false });
  });

  it('configures a connection from words, and the password is in no output', async () => {
    const made = await cli(['configure', '-', '--name', 'Elsewhere', '--json'], {
      stdin: 'postgres://reader:very-secret-word@127.0.0.1:9/shop\n',
    });
    expect(made.code).toBe(1);
    expect(json(made)).toMatchObject({ type: 'postgresql', test_status: 'failed' });
    expect(made.out + made.err).not.toContain('very-secret-word');
  });
});

describe('keys, people and webhooks', () => {
  it('makes a key that works for what it may, lists it without the key, revokes it', async () => {
    const args = ['create-key', 'nightly', '--scope', 'pipelines:read', '--days', '2'];
    const made = await cli(args);
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^ak_live_\w+\n$/) });
    const env = { AI_ETL_API_KEY: made.out.trim(), AI_ETL_BASE_URL: installation.origin };
    expect((await cli(['pipelines'], { env })).code).toBe(0);
    expect((await cli(['members'], { env })).code).toBe(3);

    const listed = await cli(['keys']);
    expect(listed.out).toMatch(/nightly +key_\w+ +ak_live_/);
    expect(listed.out + made.err).not.toContain(made.out.trim());
    const id = /key_\w+/.exec(made.err)?.[0] ?? '';
    expect(await cli(['revoke-key', id])).toMatchObject({ code: 0, err: `Revoked ${id}.\n` });
    expect((await cli(['pipelines'], { env })).code).toBe(3);
    expect((await cli(['revoke-key', id])).code).toBe(4);
  });

  it('lists members, and invites', async () => {
    expect((await cli(['members'])).out).toMatch(/E-MAIL[^]*admin@localhost\.example.* admin /);
    const invited = await cli(['invite', 'ann@example.com', '--role', 'engineer']);
    expect(invited).toMatchObject({ code: 0, out: expect.stringMatching(/^\S+\n$/) });
    expect(invited.err).toContain('Invited ann@example.com as engineer');
    expect(invited.err).toContain('No mail was sent');
    expect((await cli(['members', '--invitations'])).out).toMatch(
      /ann@example\.com +\w+ +engineer/,
    );
    const bad = await cli(['invite', 'ben@example.com', '--role', 'king']);
    expect(bad).toMatchObject({ code: 5, out: '' });
    expect(bad.err).toContain('role');
  });

  it('makes a webhook, tests it, shows what was sent, deletes it', async () => {
    const heard: string[] = [];
    const receiver = createServer((request, response) => {
      heard.push(String(request.headers['webhook-signature']));
      response.writeHead(heard.length > 1 ? 500 : 204).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const made = await cli(
        ['create-webhook', '-', '--event', 'pipeline.failed', '--event', 'check.failed'],
        { stdin: `http://127.0.0.1:${port}/hook\n` },
      );
      expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^whsec_\S+\n$/) });
      const id = made.err.split(' ')[0] ?? '';
      expect((await cli(['webhooks'])).out).toContain(`${id}  webhook`);
      const tested = await cli(['webhooks', id, '--test']);
      expect(tested).toMatchObject({ code: 0, out: expect.stringContaining('HTTP 204') });
      expect(heard).toEqual([expect.stringMatching(/^v1,/)]);
      expect(await cli(['webhooks', id, '--test'])).toMatchObject({
        code: 1,
        out: expect.stringContaining('HTTP 500'),
      });
      const shown = await cli(['webhooks', id]);
      expect(shown.out).toMatch(/pipeline\.failed, check\.failed[^]*delivered/);
      expect((await cli(['delete-webhook', id])).code).toBe(0);
      expect((await cli(['webhooks', id])).code).toBe(4);
    } finally {
      receiver.closeAllConnections();
      receiver.close();
    }
  });
});

describe('a pipe', () => {
  it('that is closed early ends the program quietly', async () => {
    const child = spawn(
      'sh',
      ['-c', `"${process.execPath}" "${program}" connectors --json | head -c 10`],
      {
        env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: config },
      },
    );
    const { err } = await endOf(child, '');
    expect(err).toBe('');
  });

  it('Ctrl-C while waiting ends with 130 and leaves the run alone', async () => {
    const asked = Promise.withResolvers<undefined>();
    // It takes the request and never answers.
    const silent = createServer(() => asked.resolve(undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const child = spawn(process.execPath, [program, 'logs', '-f', 'run_1'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        XDG_CONFIG_HOME: config,
        AI_ETL_BASE_URL: `http://127.0.0.1:${port}`,
        AI_ETL_API_KEY: 'k',
      },
    });
    const ended = endOf(child, '');
    await asked.promise;
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, out: '', err: '' });
    silent.closeAllConnections();
    silent.close();
  });
});
