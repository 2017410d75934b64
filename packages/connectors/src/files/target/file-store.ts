import { AiEtlError } from '@ai-etl/core';

/** Of a manifest: one that replaces 10,000 files has some 2 MB. */
export const mostTextBytes = 32 * 1024 * 1024;

/** The TARGET_CONFLICT of a text file that no run of ours wrote. `name` says where it lies. */
export function tooLargeForText(name: string): AiEtlError {
  return new AiEtlError(
    'TARGET_CONFLICT',
    `${name} is larger than 32 MiB, so no run wrote it. Move it away.`,
    { retryable: false },
  );
}

/**
 * Where a target's files lie: a folder of this machine, or a bucket. Names are below its root, with `/`. Failures
 * are AiEtlErrors.
 */
export interface FileStore {
  /** Makes an empty staged file of that name, and the folders above it. */
  stage(name: string): Promise<void>;
  /** Where a staged file lies on this machine: DuckDB writes and reads it there. */
  stagedPath(name: string): string;
  /** Names in a folder, without the folder; staged ones too. None where there is no such folder. */
  names(folder: string): Promise<readonly string[]>;
  /** A folder in one spelling, however it was written and by whichever link it is reached: a key for a lock. */
  keyOf(folder: string): Promise<string>;
  /** undefined: there is no such file. Throws TARGET_CONFLICT where it has more than mostTextBytes, or is no file. */
  readText(name: string): Promise<string | undefined>;
  /** A small file, whole or not at all, and there to stay when this resolves. */
  writeText(name: string, text: string): Promise<void>;
  /** SHA-256 in hex of a published file; undefined where there is none. */
  sha256(name: string): Promise<string | undefined>;
  /** SHA-256 in hex of a staged file, which lacks no more than the name that it is to have. */
  seal(staged: string, name: string, signal: AbortSignal): Promise<string>;
  /** Makes a sealed file the file of that name, in one act. */
  publish(staged: string, name: string): Promise<void>;
  /** Safe where there is none. */
  remove(name: string): Promise<void>;
}
