import { describe, expect, it } from 'vitest';
import { maskKeysOf } from './keys.ts';

const old = { id: 'old', key: Buffer.alloc(32, 1) };
const fresh = { id: 'fresh', key: Buffer.alloc(32, 2) };

describe('keys for masked values', () => {
  const keyOf = maskKeysOf({ activeId: 'old', keys: [old] });

  it('are 32 bytes, the same each time, and another for each project', () => {
    expect(keyOf('proj_1')).toMatch(/^[0-9a-f]{64}$/);
    expect(maskKeysOf({ activeId: 'old', keys: [old] })('proj_1')).toBe(keyOf('proj_1'));
    expect(keyOf('proj_2')).not.toBe(keyOf('proj_1'));
  });

  it('survive a new active key, for as long as the oldest is kept', () => {
    expect(maskKeysOf({ activeId: 'fresh', keys: [fresh, old] })('proj_1')).toBe(keyOf('proj_1'));
    expect(maskKeysOf({ activeId: 'fresh', keys: [fresh] })('proj_1')).not.toBe(keyOf('proj_1'));
  });
});
