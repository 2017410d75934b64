// `node scripts/python-env.mjs [name]` makes the Python environment `.cache/<name>` with the pinned
// `tests/<name>/requirements.txt`; by default `python`, in which tests run exported pandas programs.
// Does nothing when it is there and up to date. Without Python it says what is missing; that is an
// error in CI only, where no test may be skipped.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installSystemPackages } from './system-packages.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const name = process.argv[2] ?? 'python';
const folder = join(root, '.cache', name);
const requirements = join(root, 'tests', name, 'requirements.txt');
const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const marker = join(folder, 'requirements.sha256');
const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');

if (existsSync(python) && existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
  process.exit(0);
}
let problem = build();
if (problem?.needsPackages === true && installSystemPackages(['python3', 'python3-venv'])) {
  problem = build();
}
if (problem === undefined) {
  writeFileSync(marker, wanted);
  console.log(`Python environment ready in ${folder}`);
} else {
  // A half-made environment would look finished to the tests.
  rmSync(folder, { recursive: true, force: true });
  console.error(`No Python environment: ${problem.message}`);
  console.error(`What needs the ${name} environment is skipped without it.`);
  process.exitCode = process.env.CI ? 1 : 0;
}

/** Undefined when all went well, else what is missing, how to get it, and whether a package would cure it. */
function build() {
  const system = ['python3.13', 'python3.12', 'python3.11', 'python3', 'python'].find(isNewEnough);
  if (system === undefined) {
    return { message: 'it needs Python 3.11 or later; install python3.', needsPackages: true };
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const made = run(system, ['-m', 'venv', folder]);
  if (made !== undefined) {
    return /ensurepip/.test(made)
      ? {
          message: 'python3 has no ensurepip; on Debian and Ubuntu install python3-venv.',
          needsPackages: true,
        }
      : { message: `python3 -m venv failed: ${made}`, needsPackages: false };
  }
  const arguments_ = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const installed = run(python, [...arguments_, '--requirement', requirements]);
  return installed === undefined
    ? undefined
    : { message: `pip install failed: ${installed}`, needsPackages: false };
}

function isNewEnough(command) {
  const check = 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)';
  return spawnSync(command, ['-c', check], { timeout: 30_000 }).status === 0;
}

/** Undefined on success, else the last lines the command wrote. */
function run(command, commandArguments) {
  const result = spawnSync(command, commandArguments, { encoding: 'utf8', timeout: 600_000 });
  if (result.status === 0) return undefined;
  const text = `${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim();
  return text.split('\n').slice(-5).join('\n') || String(result.error ?? 'it was stopped');
}
