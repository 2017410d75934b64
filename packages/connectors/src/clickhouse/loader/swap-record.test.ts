import { expect, it } from 'vitest';
import { parseSwapRecord, printSwapRecord, type SwapRecord } from './swap-record.ts';

const record: SwapRecord = {
  runId: 'run_1',
  step: 'a "step" [1]',
  target: 'orders',
  old: '11111111-1111-1111-1111-111111111111',
  next: '22222222-2222-2222-2222-222222222222',
  cloned: {
    parts: [{ name: 'all_1_2_1', partition: 'all', min: 1n, max: 2n, isEmpty: false }],
    mutations: new Set(['mutation_3.txt']),
    isMutating: false,
  },
  own: { parts: [], mutations: new Set(), isMutating: false },
};

it('a swap record survives being a comment', () => {
  expect(parseSwapRecord(printSwapRecord(record))).toEqual(record);
});

it.each(['', 'orders of the shop', '[ai-etl [{"run":"run_1"}]]'])(
  'a comment without one has none: %j',
  (comment) => {
    expect(parseSwapRecord(comment)).toBeUndefined();
  },
);
