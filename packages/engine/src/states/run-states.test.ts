import { runStatuses } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import {
  isActive,
  isCancellable,
  isTerminal,
  isWaiting,
  nextRunStatus,
  runTransitions,
  statusesBefore,
} from './run-states.ts';

describe('run states', () => {
  it('puts each status into exactly one of waiting, active, terminal', () => {
    for (const status of runStatuses) {
      const kinds = [isWaiting(status), isActive(status), isTerminal(status)];
      expect(kinds.filter(Boolean), status).toHaveLength(1);
    }
  });

  it('lets every status reach an end', () => {
    for (const status of runStatuses) {
      const seen = new Set([status]);
      for (const one of seen) for (const next of Object.values(runTransitions[one])) seen.add(next);
      expect([...seen].some(isTerminal), status).toBe(true);
    }
  });

  it('never leaves success, failed or cancelled', () => {
    expect(runStatuses.filter(isTerminal)).toEqual(['success', 'failed', 'cancelled']);
    expect(nextRunStatus('success', 'claim')).toBeUndefined();
  });

  it('cancels what waits at once and what runs through cancelling', () => {
    expect(nextRunStatus('queued', 'request_cancel')).toBe('cancelled');
    expect(nextRunStatus('retrying', 'request_cancel')).toBe('cancelled');
    expect(nextRunStatus('running', 'request_cancel')).toBe('cancelling');
    expect(runStatuses.filter(isCancellable)).toEqual(['queued', 'running', 'retrying']);
  });

  it('knows from where a run may succeed: also when the cancel came too late', () => {
    expect(statusesBefore('succeed', 'success')).toEqual(['running', 'cancelling']);
    expect(statusesBefore('fail', 'failed')).toEqual(['running']);
    expect(statusesBefore('confirm_cancel', 'cancelled')).toEqual(['cancelling']);
  });
});
