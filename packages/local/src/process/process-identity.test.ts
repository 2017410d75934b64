import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  isProcessAlive,
  ownProcessIdentity,
  pidOf,
  readProcessIdentity,
} from './process-identity.ts';

describe('process identity', () => {
  it('names this process, which is alive', () => {
    const own = ownProcessIdentity();
    expect(pidOf(own)).toBe(process.pid);
    expect(isProcessAlive(own)).toBe(true);
  });

  it('does not take another process with the same pid for the one that was meant', () => {
    expect(isProcessAlive(`${process.pid}:1`)).toBe(false);
  });

  it('sees that a process has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const identity = readProcessIdentity(child.pid ?? 0);
    expect(identity).toBeDefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isProcessAlive(identity ?? '')).toBe(false);
  });

  it('finds nothing for what is no pid', () => {
    expect(readProcessIdentity(0)).toBeUndefined();
    expect(readProcessIdentity(Number.NaN)).toBeUndefined();
    expect(isProcessAlive('')).toBe(false);
  });
});
