import { describe, expect, it } from 'vitest';
import type { CursorReceipt, EarlierCursors, Receipt, TargetReceipt } from '@ai-etl/core';
import { committedCursors, newestCommitted, withDrafts } from './committed-cursors.ts';

const cursorsTo = (to: string): readonly CursorReceipt[] => [
  { source: 'rows', cursor: 'at', from: null, to, seen: [], row: ['at'], seen_from: to },
];

function targetOf(change: Partial<TargetReceipt>): TargetReceipt {
  return {
    target: 'out',
    object: 'public.orders',
    mode: 'append',
    source_rows: '1',
    loaded_rows: '1',
    bytes: '1',
    checksum_algorithm: null,
    checksums_match: null,
    columns: [],
    published_at: null,
    load_seconds: 0,
    publish_seconds: 0,
    ...change,
  };
}

function runOf(runId: string, target: TargetReceipt): EarlierCursors {
  const receipt: Receipt = {
    verify: 'off',
    source_rows: '1',
    loaded_rows: '1',
    checksums_match: null,
    bytes: '1',
    rows_per_second: 1,
    targets: [target],
  };
  return { runId, attempt: 1, receipt };
}

const orders = { id: 'out', object: 'public.orders' };
const publication = {
  runId: 'run_2',
  step: 'out',
  rows: '1',
  mode: 'append',
  publishedAt: '2026-01-01T00:00:00Z',
} as const;

describe('committed cursors', () => {
  it('are those of the attempt that the target names', () => {
    const first = withDrafts(targetOf({ cursors: cursorsTo('1') }), undefined, 1);
    const second = withDrafts(targetOf({ cursors: cursorsTo('2') }), first, 2);
    expect(committedCursors(second, { attempt: 1 })?.[0]?.to).toBe('1');
    expect(committedCursors(second, { attempt: 2 })?.[0]?.to).toBe('2');
    expect(committedCursors(second, {})?.[0]?.to).toBe('2');
  });

  it('are looked for in older runs where the target knows nothing of the newer one', async () => {
    const done = targetOf({ cursors: cursorsTo('1'), published_at: '2026-01-01T00:00:00Z' });
    const earlier = [
      runOf('run_3', targetOf({ cursors: cursorsTo('3') })),
      runOf('run_2', targetOf({ cursors: cursorsTo('2') })),
      runOf('run_1', done),
    ];
    const asked: string[] = [];
    const found = await newestCommitted(orders, earlier, async ({ runId }) => {
      asked.push(runId);
      return runId === 'run_2' ? publication : null;
    });
    expect(found[0]?.to).toBe('2');
    expect(asked).toEqual(['run_3', 'run_2']);
    const never = await newestCommitted(orders, earlier.slice(2), async () => null);
    expect(never[0]?.to).toBe('1');
  });

  it('are not taken for those of another table', async () => {
    const earlier = [runOf('run_1', targetOf({ object: 'public.old', cursors: cursorsTo('1') }))];
    await expect(newestCommitted(orders, earlier, async () => null)).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      details: [{ field: 'targets.out.object' }],
    });
  });
});
