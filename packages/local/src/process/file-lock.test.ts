import { existsSync, mkdtempSync, readdirSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tryLock, withFileLock } from './file-lock.ts';

const directory = mkdtempSync(join(tmpdir(), 'ai-etl-lock-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('file lock', () => {
  it('lets one action at a time through and leaves nothing behind', async () => {
    const path = join(directory, 'exclusive');
    let inside = 0;
    let most = 0;
    const action = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, action)));
    expect(most).toBe(1);
    expect(readdirSync(directory).filter((name) => name.startsWith('exclusive'))).toEqual([]);
  });

  it('takes over the lock of a process that died', async () => {
    const path = join(directory, 'dead');
    writeFileSync(path, `${process.pid}:1`);
    expect(await withFileLock(path, () => Promise.resolve('ran'))).toBe('ran');
    expect(existsSync(path)).toBe(false);
  });

  it('keeps the lock of a live process', () => {
    const path = join(directory, 'live');
    expect(tryLock(path)).toBe(true);
    expect(tryLock(path)).toBe(false);
    expect(existsSync(path)).toBe(true);
  });

  it('is released when the action fails', async () => {
    const path = join(directory, 'fails');
    const failing = withFileLock(path, () => Promise.reject(new RangeError('no')));
    await expect(failing).rejects.toThrow('no');
    expect(tryLock(path)).toBe(true);
  });

  it('stops waiting when the caller aborts', async () => {
    const path = join(directory, 'abort');
    expect(tryLock(path)).toBe(true);
    const waiting = withFileLock(path, () => Promise.resolve(), AbortSignal.timeout(20));
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
