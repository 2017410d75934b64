import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startS3Server } from './s3-server.ts';
import { startsProgram } from './starts-program.ts';

/** Where a program `java` of the test lies, which is all of `PATH`. */
let bin: string;
beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'ai-etl-java-'));
  vi.stubEnv('PATH', bin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(bin, { recursive: true, force: true });
});
async function putJava(script: string, mode: number): Promise<void> {
  await writeFile(join(bin, 'java'), script);
  await chmod(join(bin, 'java'), mode);
}

describe('Java', () => {
  it('is there when it starts', async () => {
    await putJava('#!/bin/sh\n[ "$1" = -version ]\n', 0o755);
    expect(startsProgram('java', ['-version'])).toBe(true);
  });

  it('is not there when it is missing, may not be started, or breaks', async () => {
    expect(startsProgram('java', ['-version'])).toBe(false);
    await putJava('#!/bin/sh\nexit 0\n', 0o644);
    expect(startsProgram('java', ['-version'])).toBe(false);
    await putJava('#!/bin/sh\nexit 1\n', 0o755);
    expect(startsProgram('java', ['-version'])).toBe(false);
  });
});

describe('the S3 server of tests', () => {
  it.each([
    ['is missing', undefined, 'S3Proxy could not be started: spawn java ENOENT'],
    ['may not be started', 0o644, 'S3Proxy could not be started: spawn java EACCES'],
    ['breaks', 0o755, 'S3Proxy ended with exit code 7'],
  ])('says so when Java %s', async (_, mode, message) => {
    if (mode !== undefined) await putJava('#!/bin/sh\nexit 7\n', mode);
    await expect(startS3Server('lake')).rejects.toThrow(message);
  });
});
