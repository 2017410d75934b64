import { AiEtlError, type DueSchedule, type ScheduleStore } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScheduler } from './create-scheduler.ts';

/** Keeps the port's promise: one run per (pipeline, logical time), whoever asks. */
function createMemorySchedules(schedules: readonly DueSchedule[]) {
  const next = new Map<string, string | null>(schedules.map((one) => [one.pipelineId, one.dueAt]));
  const runs = new Set<string>();
  const state = { broken: false };
  const store: ScheduleStore = {
    async fireDue({ now, limit }, decide) {
      if (state.broken) throw new AiEtlError('SERVICE_UNAVAILABLE', 'gone');
      const due = schedules.flatMap((one) => {
        const dueAt = next.get(one.pipelineId);
        return dueAt != null && dueAt <= now ? [{ ...one, dueAt }] : [];
      });
      return due.slice(0, limit).map((one) => {
        const { logicalTimes, nextAt } = decide(one);
        next.set(one.pipelineId, nextAt);
        const runIds = logicalTimes.map((time) => `${one.pipelineId}@${time}`);
        for (const id of runIds) runs.add(id);
        const { pipelineId, environment } = one;
        return { pipelineId, environment, runIds, nextAt };
      });
    },
    async nextDue() {
      return [...next.values()].filter((one) => one !== null).sort()[0] ?? null;
    },
  };
  return { store, runs, state };
}

const hourly: DueSchedule = {
  pipelineId: 'pipe_1',
  environment: 'production',
  cron: '0 * * * *',
  timezone: 'UTC',
  catchup: 'all',
  dueAt: '2026-01-01T01:00:00.000Z',
};

describe('scheduler', () => {
  it('makes each run once, when its time has come, with several schedulers', async () => {
    const clock = createManualClock('2026-01-01T00:30:00.000Z');
    const { store, runs } = createMemorySchedules([hourly]);
    const ports = { schedules: store, clock, log: () => undefined };
    const both = [createScheduler(ports), createScheduler(ports)];
    for (const one of both) one.start();
    await clock.advance(29 * 60_000);
    expect([...runs]).toEqual([]);
    await clock.advance(2 * 3_600_000);
    expect([...runs]).toEqual([
      'pipe_1@2026-01-01T01:00:00.000Z',
      'pipe_1@2026-01-01T02:00:00.000Z',
    ]);
    await Promise.all(both.map((one) => one.stop()));
  });

  it('goes on after the store failed, and catches up', async () => {
    const clock = createManualClock('2026-01-01T00:59:00.000Z');
    const { store, runs, state } = createMemorySchedules([hourly]);
    const said: string[] = [];
    const scheduler = createScheduler({
      schedules: store,
      clock,
      log: (_, message) => said.push(message),
    });
    state.broken = true;
    scheduler.start();
    await clock.advance(120_000);
    expect(runs.size).toBe(0);
    expect(said.length).toBeGreaterThan(0);
    state.broken = false;
    await clock.advance(2000);
    expect([...runs]).toEqual(['pipe_1@2026-01-01T01:00:00.000Z']);
    await scheduler.stop();
  });

  it('fires more schedules than one batch holds at one look', async () => {
    const clock = createManualClock('2026-01-01T01:00:00.000Z');
    const many = Array.from({ length: 7 }, (_, index) => ({
      ...hourly,
      pipelineId: `pipe_${index}`,
    }));
    const { store } = createMemorySchedules(many);
    const scheduler = createScheduler(
      { schedules: store, clock, log: () => undefined },
      { batch: 3 },
    );
    expect(await scheduler.tick()).toHaveLength(7);
  });
});
