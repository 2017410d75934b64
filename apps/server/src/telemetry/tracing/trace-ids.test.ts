import { describe, expect, it } from 'vitest';
import { parseTraceparent, runPlace, taskPlace } from './trace-ids.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

describe('traceparent', () => {
  it.each([
    [`00-${traceId}-${spanId}-01`, true],
    [`00-${traceId}-${spanId}-00`, false],
    [`01-${traceId}-${spanId}-03-more`, true],
  ])('%s is read', (header, sampled) => {
    expect(parseTraceparent(header)).toEqual({ traceId, spanId, sampled });
  });

  it.each([
    [undefined],
    [''],
    ['nonsense'],
    [`ff-${traceId}-${spanId}-01`],
    [`00-${traceId}-${spanId}-01-more`],
    [`00-${'0'.repeat(32)}-${spanId}-01`],
    [`00-${traceId}-${'0'.repeat(16)}-01`],
    [`00-${traceId.toUpperCase()}-${spanId}-01`],
    [`00-${traceId}-${spanId}`],
  ])('%s is none', (header) => {
    expect(parseTraceparent(header)).toBeNull();
  });
});

it('gives each run and task a place of its own, always the same', () => {
  expect(runPlace('run_1')).toEqual(runPlace('run_1'));
  expect(runPlace('run_1').traceId).toMatch(/^[0-9a-f]{32}$/);
  const places = [
    runPlace('run_1'),
    runPlace('run_2'),
    taskPlace('run_1', 'a'),
    taskPlace('run_1', 'b'),
  ];
  expect(new Set(places.map((one) => one.spanId)).size).toBe(4);
  expect(taskPlace('run_1', 'a').traceId).toBe(runPlace('run_1').traceId);
});
