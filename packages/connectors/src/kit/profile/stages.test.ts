import { describe, expect, it } from 'vitest';
import { AiEtlError } from '@ai-etl/core';
import { makeStages } from './stages.ts';

const late = new AiEtlError('QUERY_FAILED', 'ran into its time limit');
const profiler = { isTimeout: (error: unknown) => error === late };

/** A clock that a test turns on. */
function makeClock() {
  let now = 0;
  return { now: () => now, pass: (ms: number) => void (now += ms) };
}

describe('the parts of a profile', () => {
  it('each have what is left of the time, and none when it is over', async () => {
    const clock = makeClock();
    const stages = makeStages(profiler, 1000, clock.now);
    const given: number[] = [];
    const take = (ms: number) => async (timeoutMs: number) => {
      given.push(timeoutMs);
      clock.pass(ms);
      return 'done';
    };
    expect(await stages.run('first', take(400))).toBe('done');
    expect(await stages.run('second', take(700))).toBe('done');
    expect(await stages.run('third', take(1))).toBeUndefined();
    expect(given).toEqual([1000, 600]);
    expect(stages.missing).toEqual([
      { what: 'third', why: expect.stringContaining('time limit of 1 s') },
    ]);
  });

  it('that run out of time or are refused are named, and the others go on', async () => {
    const stages = makeStages(profiler, 1000, () => 0);
    const refuse = () => Promise.reject(new AiEtlError('VALUE_REJECTED', 'no such value'));
    expect(await stages.run('slow', () => Promise.reject(late))).toBeUndefined();
    expect(await stages.run('refused', refuse)).toBeUndefined();
    expect(await stages.run('good', async () => 1)).toBe(1);
    expect(stages.missing.map((one) => one.what)).toEqual(['slow', 'refused']);
  });

  it('that are refused as a group are not named: their members may do', async () => {
    const stages = makeStages(profiler, 1000, () => 0);
    const refuse = () => Promise.reject(new AiEtlError('QUERY_FAILED', 'no such function'));
    expect(await stages.attempt('group', refuse)).toBe(true);
    expect(await stages.attempt('group', async () => undefined)).toBe(false);
    expect(await stages.attempt('slow group', () => Promise.reject(late))).toBe(false);
    expect(stages.missing.map((one) => one.what)).toEqual(['slow group']);
  });

  it.each(['CONNECTION_LOST', 'PRIVILEGE_MISSING', 'OBJECT_NOT_FOUND'] as const)(
    'do not hide %s, which concerns all of them',
    async (code) => {
      const stages = makeStages(profiler, 1000, () => 0);
      const failing = stages.run('first', () => Promise.reject(new AiEtlError(code, 'gone')));
      await expect(failing).rejects.toMatchObject({ code });
    },
  );
});
