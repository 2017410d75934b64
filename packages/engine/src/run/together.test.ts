import { describe, expect, it } from 'vitest';
import { together } from './together.ts';

const never = new AbortController().signal;
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(new TypeError('stopped')), { once: true });
  });

describe('together', () => {
  it('answers the result of its body', async () => {
    expect(await together(never, async (group) => group.run(async () => 7))).toBe(7);
  });

  it('throws the failure that came first and stops the others', async () => {
    const order: string[] = [];
    const failing = together(never, async (group) => {
      const slow = group.run(() =>
        untilAborted(group.signal).finally(() => order.push('slow ended')),
      );
      await group.run(async () => {
        throw new RangeError('first');
      });
      await slow;
    });
    await expect(failing).rejects.toThrow('first');
    expect(order).toEqual(['slow ended']);
  });

  it('throws the reason of the parent when that stopped it', async () => {
    const parent = new AbortController();
    const running = together(parent.signal, (group) => group.run(() => untilAborted(group.signal)));
    parent.abort(new RangeError('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
  });

  it('ends what runs aside with its body, and ignores its failure', async () => {
    let ended = false;
    const result = await together(never, async (group) => {
      group.aside((signal) => untilAborted(signal).finally(() => (ended = true)));
      group.aside(async () => {
        throw new TypeError('only beside');
      });
      return 'done';
    });
    expect([result, ended]).toEqual(['done', true]);
  });
});
