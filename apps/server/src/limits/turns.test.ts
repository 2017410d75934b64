import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeTurns } from './turns.ts';

const limits = { atWork: 3, atWorkOfOne: 2, waitingOfOne: 2, patienceMs: 1000 };
const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes turns and writes down who got one. */
function bench() {
  const turns = makeTurns(limits);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const take = (name: string, organisation: string, signal = never) =>
    turns.take(organisation, signal).then((end) => {
      begun.push(name);
      ends.push(end);
      return name;
    });
  return { take, begun, ends };
}

describe('turns of heavy work', () => {
  it('hold the limit of one organisation and of all', async () => {
    const { take, begun, ends } = bench();
    void take('a1', 'a');
    void take('a2', 'a');
    void take('a3', 'a');
    void take('b1', 'b');
    void take('b2', 'b');
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
    // Given back twice counts once.
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toHaveLength(4);
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun.at(-1)).toBe('b2');
  });

  it('go round the organisations, however many of one wait', async () => {
    const turns = makeTurns({ ...limits, atWork: 1, waitingOfOne: 10 });
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    for (const name of ['a', 'a', 'a', 'a', 'b', 'c']) {
      void turns.take(name, never).then((end) => {
        begun.push(name);
        return ends.push(end);
      });
    }
    for (let count = 0; count < 6; count += 1) {
      await vi.advanceTimersByTimeAsync(0);
      ends[count]?.();
    }
    expect(begun).toHaveLength(6);
    expect(begun.slice(1, 4).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('are refused when too many wait, and after too long', async () => {
    const { take } = bench();
    for (const name of ['a1', 'a2']) void take(name, 'a');
    const late = take('a3', 'a').catch((error: unknown) => error);
    void take('a4', 'a').catch(() => undefined);
    await expect(take('a5', 'a')).rejects.toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: [{ field: 'retry_after', error: '1' }],
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await late).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  });

  it('are not kept for a caller who has left', async () => {
    const { take, begun, ends } = bench();
    const left = new AbortController();
    void take('a1', 'a');
    void take('a2', 'a');
    const gone = take('a3', 'a', left.signal).catch((error: unknown) => error);
    void take('a4', 'a');
    left.abort(new Error('left'));
    expect(await gone).toMatchObject({ message: 'left' });
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(['a1', 'a2', 'a4']);
  });
});
