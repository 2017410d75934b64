import { AiEtlError } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createRunFixture, startTime } from '../testing/run-fixture.ts';
import { executeRun } from './execute-run.ts';

const worker = { workerId: 'w1', leaseMs: 10_000 };

describe('a target whose columns are not those that arrive', () => {
  it.each(['checksums', 'counts'] as const)(
    'neither reads nor sums what is discarded, and the receipt says so (verify: %s)',
    async (verify) => {
      const { ports, store, target, addRun } = createRunFixture(createManualClock(startTime));
      target.faults.discards = 'note';
      const { id } = await addRun({ contract: 'discard', policy: { verify } });
      expect(await executeRun(ports, id, worker)).toBe('success');
      expect(target.tables.get('orders')?.lines).toEqual(['1', '2', '3']);
      const [receipt] = (await store.getRun(id))?.receipt?.targets ?? [];
      expect(receipt).toMatchObject({
        loaded_rows: '3',
        schema_changes: [{ column: 'note', change: 'discarded', from: null, to: 'text' }],
      });
      const summed = verify === 'checksums' ? ['id'] : [];
      expect(receipt?.columns.map((one) => one.name)).toEqual(summed);
      const warnings = store.logs.filter((one) => one.level === 'warning');
      expect(warnings.map((one) => one.message).join()).toContain('targets.0.columns.note');
    },
  );

  it('counts the rows that were set apart, also when an earlier attempt published them', async () => {
    const { ports, store, target, addRun } = createRunFixture(createManualClock(startTime));
    target.faults.setsApart = (line) => line.startsWith('2');
    target.faults.publishAnswerLost = new AiEtlError('CONNECTION_LOST', 'The answer was lost.');
    const { id } = await addRun({ contract: 'discard' });
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect(target.tables.get('orders')?.lines).toEqual(['1\tone', '3\tthree']);
    expect((await store.getRun(id))?.receipt?.targets).toMatchObject([
      {
        loaded_rows: '3',
        checksums_match: true,
        quarantined_rows: '1',
        quarantine_table: 'public._ai_etl_quarantine',
      },
    ]);
    const messages = store.logs.map((one) => `${one.level} ${one.message}`).join('\n');
    expect(messages).toContain('info Published 2 rows');
    expect(messages).toMatch(
      /warning 1 rows do not fit .* set apart in public\._ai_etl_quarantine/,
    );
  });

  it('hands the contract to the connector, and says nothing of a target that fits', async () => {
    const { ports, store, target, addRun } = createRunFixture(createManualClock(startTime));
    target.faults.discards = 'note';
    const { id } = await addRun({ contract: 'freeze' });
    expect(await executeRun(ports, id, worker)).toBe('success');
    expect(target.tables.get('orders')?.lines[0]).toBe('1\tone');
    const [receipt] = (await store.getRun(id))?.receipt?.targets ?? [];
    expect(receipt && 'schema_changes' in receipt).toBe(false);
  });
});
