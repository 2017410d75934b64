import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { isErrno } from './errno.ts';

/** Makes a directory that only its owner may list; others may pass through when `passable`. */
export function makeDirectory(path: string, passable = false): void {
  try {
    mkdirSync(path, { recursive: true, mode: passable ? 0o711 : 0o700 });
  } catch (error) {
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `The directory ${path} cannot be created (${codeOf(error)}). ` +
        'Choose a place this user may write to with AI_ETL_HOME, or free the disk.',
      { cause: error },
    );
  }
}

/** Writes a file of mode 0600 in one step: a reader sees the old content or the new. */
export function writePrivateFile(path: string, content: string): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `The file ${path} cannot be written (${codeOf(error)}). ` +
        'Choose a place this user may write to with AI_ETL_HOME, or free the disk.',
      { cause: error },
    );
  }
}

/** Content of a file, or undefined when there is none. */
export function readFileIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `The file ${path} cannot be read (${codeOf(error)}). It belongs to the user who made ` +
        'this AI_ETL_HOME; run as that user, or choose another AI_ETL_HOME.',
      { cause: error },
    );
  }
}

/** The secret kept in a file of mode 0600, generated on first use: 43 url-safe characters. */
export function readOrCreateSecret(path: string): string {
  const kept = readFileIfPresent(path)?.trim();
  if (kept !== undefined && kept !== '') return kept;
  makeDirectory(dirname(path));
  // An empty one is what a full disk left behind.
  if (kept !== undefined) rmSync(path, { force: true });
  const secret = randomBytes(32).toString('base64url');
  const draft = `${path}.${randomUUID()}`;
  writePrivateFile(draft, `${secret}\n`);
  try {
    // link() fails when another process was first; then its secret counts.
    linkSync(draft, path);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    return readOrCreateSecret(path);
  } finally {
    rmSync(draft, { force: true });
  }
  return secret;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
