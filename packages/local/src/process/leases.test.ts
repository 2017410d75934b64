import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countLeases, takeLease } from './leases.ts';

describe('leases', () => {
  it('counts live holders, and forgets those whose process died', () => {
    const directory = mkdtempSync(join(tmpdir(), 'ai-etl-leases-'));
    const first = takeLease(directory);
    const second = takeLease(directory);
    writeFileSync(join(directory, 'dead'), `${process.pid}:1`);
    expect(countLeases(directory)).toBe(2);
    expect(readdirSync(directory)).toHaveLength(2);
    first.release();
    first.release();
    expect(countLeases(directory)).toBe(1);
    second.release();
    expect(countLeases(directory)).toBe(0);
    rmSync(directory, { recursive: true });
  });

  it('has none where nobody ever started a server', () => {
    expect(countLeases(join(tmpdir(), 'ai-etl-no-such-directory'))).toBe(0);
  });
});
