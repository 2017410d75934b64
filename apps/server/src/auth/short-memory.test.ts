import { describe, expect, it } from 'vitest';
import { makeShortMemory } from './short-memory.ts';

function memoryAt() {
  const clock = { nowMs: 0, now: () => clock.nowMs, sleep: () => Promise.resolve() };
  const memory = makeShortMemory<string>(clock, 1_000);
  let reads = 0;
  const read = async (): Promise<string> => `answer ${(reads += 1)}`;
  return { clock, memory, read, readsSoFar: () => reads };
}

describe('a short memory', () => {
  it('asks once for many who ask together, and again when its time is over', async () => {
    const { clock, memory, read } = memoryAt();
    const first = await Promise.all([1, 2, 3].map(() => memory.recall('a', read)));
    expect(first).toEqual(['answer 1', 'answer 1', 'answer 1']);
    clock.nowMs = 999;
    expect(await memory.recall('a', read)).toBe('answer 1');
    clock.nowMs = 1_000;
    expect(await memory.recall('a', read)).toBe('answer 2');
  });

  it('counts its time from the question, so that a slow answer is not older than it looks', async () => {
    const { clock, memory, read } = memoryAt();
    const slow = Promise.withResolvers<string>();
    const first = memory.recall('a', () => slow.promise);
    clock.nowMs = 1_500;
    slow.resolve('old');
    expect(await first).toBe('old');
    expect(await memory.recall('a', read)).toBe('answer 1');
  });

  it('forgets what it is told to, and what is being read at that moment', async () => {
    const { memory, read } = memoryAt();
    await memory.recall('a', read);
    await memory.recall('b', read);
    const pending = Promise.withResolvers<string>();
    const early = memory.recall('c', () => pending.promise);
    memory.forget((value) => value === 'answer 1');
    pending.resolve('from before the change');
    expect(await early).toBe('from before the change');
    expect(await memory.recall('a', read)).toBe('answer 3');
    expect(await memory.recall('b', read)).toBe('answer 2');
    expect(await memory.recall('c', read)).toBe('answer 4');
  });

  it('tells a failure to those who wait for it, and remembers none', async () => {
    const { memory, read } = memoryAt();
    const fail = () => Promise.reject(new Error('no database'));
    const both = [memory.recall('a', fail), memory.recall('a', read)];
    expect((await Promise.allSettled(both)).map((one) => one.status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await memory.recall('a', read)).toBe('answer 1');
  });

  it('forgets the oldest of very many', async () => {
    const { memory, read, readsSoFar } = memoryAt();
    await memory.recall('first', read);
    for (let index = 0; index < 5_000; index += 1) await memory.recall(`key ${index}`, read);
    const before = readsSoFar();
    await memory.recall('key 4999', read);
    expect(readsSoFar()).toBe(before);
    await memory.recall('first', read);
    expect(readsSoFar()).toBe(before + 1);
  });
});
