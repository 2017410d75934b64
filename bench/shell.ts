import { spawn, spawnSync } from 'node:child_process';
import { AiEtlError } from '@ai-etl/core';
import { installSystemPackages } from '../scripts/system-packages.ts';

/**
 * What a hand-written way is made of: programs, each with its Debian package, brought where this
 * process may. Errors: LOCAL_COMPONENT_MISSING.
 */
export function requirePrograms(programs: Readonly<Record<string, string>>): void {
  const missing = Object.entries(programs)
    .filter(([program]) => spawnSync(program, ['--version']).status !== 0)
    .map(([, debianPackage]) => debianPackage);
  if (missing.length === 0 || installSystemPackages(missing)) return;
  throw new AiEtlError(
    'LOCAL_COMPONENT_MISSING',
    `The benchmark compares with hand-written commands. Install ${missing.join(' and ')}, then run it again.`,
  );
}

/** Runs a script of bash; seconds it took. Errors: QUERY_FAILED with what it said. */
export function timeShell(script: string, env: Readonly<Record<string, string>>): Promise<number> {
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve(Number(process.hrtime.bigint() - started) / 1e9);
      reject(
        new AiEtlError('QUERY_FAILED', `A shell command failed: ${said.join('').slice(0, 500)}`),
      );
    });
  });
}
