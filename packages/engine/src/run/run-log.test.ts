import type { RunLogLine } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createRunLog, secretHider } from './run-log.ts';

const clock = createManualClock('2026-01-01T00:00:00.000Z');
const options = { runId: 'run_1', attempt: 2, secrets: ['hunter2secret'] };

describe('run log', () => {
  it('stores lines in order, in one batch, with secrets hidden', async () => {
    const batches: (readonly RunLogLine[])[] = [];
    const store = {
      appendLogs: async (_: string, lines: readonly RunLogLine[]) => void batches.push(lines),
    };
    const log = createRunLog({ store, clock }, options);
    log.write('info', 'one');
    log.write('error', 'password hunter2secret was refused', 'extract_a');
    await log.flush();
    await log.flush();
    expect(batches).toEqual([
      [
        { at: '2026-01-01T00:00:00.000Z', level: 'info', attempt: 2, task: null, message: 'one' },
        {
          at: '2026-01-01T00:00:00.000Z',
          level: 'error',
          attempt: 2,
          task: 'extract_a',
          message: 'password *** was refused',
        },
      ],
    ]);
  });

  it('keeps lines for the next flush when the store fails', async () => {
    let broken = true;
    const stored: string[] = [];
    const store = {
      async appendLogs(_: string, lines: readonly RunLogLine[]) {
        if (broken) throw new TypeError('gone');
        stored.push(...lines.map((line) => line.message));
      },
    };
    const log = createRunLog({ store, clock }, options);
    log.write('info', 'one');
    await log.flush();
    log.write('info', 'two');
    broken = false;
    await log.flush();
    expect(stored).toEqual(['one', 'two']);
  });
});

describe('secretHider', () => {
  it('hides the longest secret first, and leaves short ones', () => {
    const hide = secretHider(['pass', 'password1', 'x']);
    expect(hide('x password1 pass')).toBe('x *** ***');
  });
});
