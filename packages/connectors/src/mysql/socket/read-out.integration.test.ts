import { setTimeout as sleep } from 'node:timers/promises';
import { isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, type Schema } from '@ai-etl/core';
import { openLab, strict, type Lab } from '../../kit/contract/lab.ts';
import { mysqlHarness } from '../../testing/mysql-harness.ts';

/** As much as the stream keeps for its reader: 8 blocks of 64 KB, the line feed in it. */
const KEPT_BYTES = 512 * 1024;

describe.skipIf(!isMariadbTestable())('rows read from MySQL', () => {
  let opened: Lab | undefined;
  const lab = (): Lab => {
    invariant(opened !== undefined, 'the lab is open while tests run');
    return opened;
  };
  beforeAll(async () => {
    opened = await openLab(mysqlHarness);
  });
  afterAll(() => opened?.close());

  it.each([KEPT_BYTES - 1, KEPT_BYTES, KEPT_BYTES + 1])(
    'of %i bytes whose reader comes late leave the connection to what is asked next',
    async (bytes) => {
      const { signal } = new AbortController();
      const columns: Schema = [{ name: 'v', type: { kind: 'text' }, nullable: true }];
      const request = {
        sql: `SELECT REPEAT('x', ${bytes - 1}) AS v`,
        columns,
        fidelity: strict,
        signal,
      };
      const snapshot = await lab().session.openSnapshot();
      try {
        const read = await snapshot.read(request);
        const least = Math.min(bytes, KEPT_BYTES);
        await expect.poll(() => read.stream.readableLength).toBeGreaterThanOrEqual(least);
        await sleep(50);
        const received = (await read.stream.toArray()).reduce(
          (sum: number, one: Buffer) => sum + one.length,
          0,
        );
        expect(received).toBe(bytes);
        const sums = await snapshot.checksum({ ...request, algorithm: 'crc32' });
        expect(sums.rows).toBe('1');
      } finally {
        await snapshot.close();
      }
    },
  );
});
