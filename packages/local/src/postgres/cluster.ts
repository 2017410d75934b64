import { spawn } from 'node:child_process';
import { chownSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { makeDirectory, writePrivateFile } from '../process/private-file.ts';
import type { PostgresBinaries } from './binaries.ts';
import type { ServerAccount } from '../process/account.ts';

/** Superuser of the bundled server. */
export const POSTGRES_USER = 'ai_etl';

const DRAFT_PREFIX = 'data.init-';

/** What it takes to create the data directory. */
export interface ClusterOptions {
  /** Directory that holds `data`. */
  readonly root: string;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  readonly password: string;
}

/** The environment our servers see: nothing of ours leaks in, and texts come in English. */
export const SERVER_ENVIRONMENT = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
} as const;

/**
 * Creates the data directory unless it exists. It appears in one step, so a process killed in
 * the middle leaves only a draft, which the next start removes. Errors: LOCAL_SERVER_FAILED.
 */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const { root, account } = options;
  makeDirectory(dirname(root), true);
  makeDirectory(root, true);
  if (account !== undefined) chownSync(root, account.uid, account.gid);
  const data = join(root, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) return;

  for (const name of readdirSync(root)) {
    if (name.startsWith(DRAFT_PREFIX)) rmSync(join(root, name), { recursive: true, force: true });
  }
  const draft = join(root, `${DRAFT_PREFIX}${randomUUID()}`);
  const passwordFile = `${draft}.password`;
  writePrivateFile(passwordFile, `${options.password}\n`);
  try {
    if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
    await runInitdb(options, draft, passwordFile);
    renameSync(draft, data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function runInitdb(
  options: ClusterOptions,
  directory: string,
  passwordFile: string,
): Promise<void> {
  const { account } = options;
  const child = spawn(
    options.binaries.initdb,
    [
      '--pgdata',
      directory,
      '--username',
      POSTGRES_USER,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--no-instructions',
      // The builtin provider sorts the same on every machine, whatever its libc knows.
      '--locale',
      'C',
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
    ],
    {
      cwd: options.root,
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    },
  );
  let output = '';
  const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
  });
  if (failure === undefined) return;
  throw new AiEtlError(
    'LOCAL_SERVER_FAILED',
    `PostgreSQL could not create its data below ${options.root} (${failure}). ` +
      `Check free space and permissions there. Its last lines:\n${output.trim().split('\n').slice(-6).join('\n')}`,
  );
}
