import { describe, expect, it } from 'vitest';
import { keyBlocks } from './key-blocks.ts';

describe('blocks of keys', () => {
  it('lie in the middle of equal parts, and hold what was asked for', () => {
    const blocks = keyBlocks({ least: 1n, greatest: 160_000n, rows: 160_000 }, 1600);
    expect(blocks).toHaveLength(16);
    expect(blocks[0]).toEqual({ from: 4951n, to: 5050n });
    expect(blocks[15]).toEqual({ from: 154_951n, to: 155_050n });
  });

  it('are wider where keys are missing', () => {
    const [block] = keyBlocks({ least: 0n, greatest: 1_599_999n, rows: 160_000 }, 1600);
    expect(block && block.to - block.from + 1n).toBe(1000n);
  });

  it('are the whole span when most of it is asked for', () => {
    expect(keyBlocks({ least: -5n, greatest: 5n, rows: 5 }, 10)).toEqual([{ from: -5n, to: 5n }]);
  });
});
