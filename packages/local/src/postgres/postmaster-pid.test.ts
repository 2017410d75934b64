import { describe, expect, it } from 'vitest';
import { parsePostmasterFile } from './postmaster-pid.ts';

const text = '4711\n/home/x/data\n1763868000\n44263\n\n127.0.0.1\n  1234  5\nready   \n';

describe('postmaster.pid', () => {
  it('tells pid, data directory, port and readiness', () => {
    const dataDirectory = '/home/x/data';
    expect(parsePostmasterFile(text)).toEqual({
      pid: 4711,
      dataDirectory,
      port: 44263,
      ready: true,
    });
  });

  it('is not ready while the server starts', () => {
    expect(parsePostmasterFile(text.replace('ready', 'starting'))?.ready).toBe(false);
  });

  it.each(['', '4711\n', 'x\n/d\n1\n5432\n', '1\n/d\n1\n5432\n', '4711\n/d\n1\n\n'])(
    'is nothing when cut off or damaged: %j',
    (damaged) => {
      expect(parsePostmasterFile(damaged)).toBeUndefined();
    },
  );
});
