/**
 * `npm run test:fuzz -- [--json] [--requests 5000] [--seed 1] [--home <directory>]`: starts an
 * installation and lets Schemathesis send requests made from its OpenAPI document, valid and
 * invalid, with all of its checks: no 5xx, no undocumented status, no answer that breaks its
 * schema. Rounds with the next seeds follow until the requests are reached. Exit code 1 on failures.
 *
 * Webhooks and connections to invented hosts are among the requests, so all of it runs in a network
 * namespace that has a loopback and nothing else, where the system allows one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, parseArgs } from 'node:util';
import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import { startInstallation, type Installation } from '../tests/installation/start-installation.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    requests: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    home: { type: 'string' },
  },
});

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const schemathesis = join(root, '.cache', 'fuzz', 'bin', 'schemathesis');
const home = values.home ?? mkdtempSync(join(tmpdir(), 'ai-etl-fuzz-'));
const loopbackOnly = join(root, 'tests', 'fuzz', 'loopback_only.py');
/** As root, and as a normal user where user namespaces are allowed. */
const isolations: readonly (readonly [string, ...string[]])[] = [
  ['unshare', '--net'],
  ['unshare', '--user', '--map-current-user', '--keep-caps', '--net'],
];
/** Wrong passwords lock the account and this address out, the fuzzer's own with it: they come last. */
const guessing = ['changePassword', 'login'];
/** They answer until the caller leaves, which no check here can judge; they have tests of their own. */
const endless = ['openEventSocket', 'streamEvents', 'streamRunLogs'];
/** Per operation and round. */
const examples = 60;

/** The part of Schemathesis's report that is read. */
const Report = z.object({
  complete: z.boolean(),
  operations: z.object({ tested: z.int() }),
  test_cases: z.object({ generated: z.int(), unique_failures: z.int() }),
  /** Operations that could not be tested. Cases locked out by their own wrong logins are none. */
  errors: z.array(z.unknown()),
  exit_code: z.int(),
});

type Report = z.infer<typeof Report>;

const say = (line: string) => process.stderr.write(`${line}\n`);
const isolatedMark = 'AI_ETL_FUZZ_ISOLATED';

try {
  process.exitCode = process.env[isolatedMark] === undefined ? await prepare() : await main();
} catch (error) {
  say(`fuzz: ${inspect(error)}`);
  process.exitCode = 1;
}
process.exit();

/** Fetches what is needed while there is a network, then runs this again without one. */
async function prepare(): Promise<number> {
  spawnSync(process.execPath, [join(root, 'scripts/python-env.mjs'), 'fuzz'], {
    stdio: ['ignore', 2, 2],
  });
  if (!existsSync(schemathesis)) {
    throw new AiEtlError('LOCAL_COMPONENT_MISSING', 'Schemathesis is not there; see above why.');
  }
  const self = [process.execPath, ...process.argv.slice(1)];
  const python = join(root, '.cache', 'fuzz', 'bin', 'python');
  const enter = isolations.find(([program, ...args]) => {
    const tried = spawnSync(program, [...args, python, loopbackOnly, '/bin/true']);
    return tried.status === 0;
  });
  if (enter === undefined)
    say('No network namespace is to be had: invented hosts will be looked up.');
  const [program = '', ...args] =
    enter === undefined ? self : [...enter, python, loopbackOnly, ...self];
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, [isolatedMark]: '1' },
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function main(): Promise<number> {
  say(`Starting an installation in ${home} …`);
  const installation = await startInstallation({
    home,
    flags: ['--sample'],
    env: {
      AI_ETL_SAMPLE_ROWS: '2000',
      AI_ETL_RATE_LIMIT: '10000000/1000000',
      AI_ETL_WEBHOOK_ALLOW: 'private',
    },
  });
  try {
    const wanted = Number(values.requests);
    const first = Number(values.seed);
    const total = { requests: 0, failures: 0, operations: 0, rounds: 0 };
    const count = (round: Report): void => {
      total.requests += round.test_cases.generated;
      const failures = round.test_cases.unique_failures + round.errors.length;
      const failed = !round.complete || round.exit_code !== 0;
      total.failures += failures === 0 && failed ? 1 : failures;
    };
    do {
      const part = [...guessing, ...endless].flatMap((id) => ['--exclude-operation-id', id]);
      const round = await fuzz(installation, { seed: first + total.rounds, part });
      total.operations = round.operations.tested;
      total.rounds += 1;
      count(round);
    } while (total.requests < wanted);
    for (const id of guessing) {
      const round = await fuzz(installation, { seed: first, part: ['--include-operation-id', id] });
      total.operations += round.operations.tested;
      count(round);
    }
    if (values.json) console.log(JSON.stringify(total));
    else console.log(`${total.requests} requests, ${total.failures} failures`);
    if (total.failures === 0 && values.home === undefined) rmSync(home, { recursive: true });
    return total.failures === 0 ? 0 : 1;
  } finally {
    await installation.stop();
  }
}

interface Round {
  readonly seed: number;
  /** Which operations. */
  readonly part: readonly string[];
}

async function fuzz(installation: Installation, { seed, part }: Round): Promise<Report> {
  const folder = join(home, `round-${seed}${part[0] ?? ''}`);
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'report.json');
  const child = spawn(
    schemathesis,
    [
      ['--config-file', join(root, 'tests/fuzz/schemathesis.toml')],
      ['run', `${installation.origin}/openapi.json`, '--checks', 'all'],
      ['--seed', String(seed), '--max-examples', String(examples), ...part],
      ['--report', 'json', '--report-json-path', report],
    ].flat(),
    {
      cwd: folder,
      env: {
        ...process.env,
        FUZZ_EMAIL: installation.email,
        FUZZ_PASSWORD: installation.password,
      },
      stdio: ['ignore', 2, 2],
    },
  );
  await new Promise((resolve) => child.once('exit', resolve));
  return Report.parse(JSON.parse(readFileSync(report, 'utf8')));
}
