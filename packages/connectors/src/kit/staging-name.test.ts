import { describe, expect, it } from 'vitest';
import { isWorkTableOf, parseWorkTableName, siblingName, workTableName } from './staging-name.ts';

const key = { runId: 'run_0123456789abcdefghjk', step: 'a rather long step name', attempt: 1234 };

describe('names of work tables', () => {
  it('fit into 63 bytes and say their run', () => {
    const name = workTableName('stg', key);
    expect(name.length).toBeLessThanOrEqual(63);
    expect(parseWorkTableName(name)).toMatchObject({ runId: key.runId, attempt: 1234 });
  });

  it('belong to a (run, step) whatever the attempt', () => {
    const earlier = workTableName('nxt', { ...key, attempt: 1 });
    expect(isWorkTableOf(earlier, key)).toBe(true);
    expect(isWorkTableOf(workTableName('stg', { ...key, attempt: 1235 }), key)).toBe(false);
    expect(isWorkTableOf(workTableName('stg', { ...key, step: 'other' }), key)).toBe(false);
    expect(isWorkTableOf(workTableName('stg', { ...key, runId: 'run_2' }), key)).toBe(false);
  });

  it("have siblings, of which those set aside are nobody's to sweep", () => {
    const staging = workTableName('stg', key);
    expect(siblingName(staging, 'nxt')).toBe(workTableName('nxt', key));
    expect(parseWorkTableName(siblingName(staging, 'old'))).toBeUndefined();
  });

  it.each(['orders', '_ai_etl_publications', '_ai_etl_stg_', '_ai_etl_stg_a_b_c'])(
    'are not mistaken: %s',
    (name) => {
      expect(parseWorkTableName(name)).toBeUndefined();
    },
  );
});
