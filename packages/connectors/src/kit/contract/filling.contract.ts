import type { Schema } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import {
  append,
  copyQuery,
  loadText,
  readRows,
  replace,
  selectAll,
  stageTable,
  strict,
  type Lab,
} from './lab.ts';

const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: false }];

/** Staging tables that the server fills by itself. Values of every type: see the types' part. */
export function fillingContract({ words }: ContractHarness, lab: () => Lab): void {
  const { signal } = new AbortController();
  const current = (name: string) =>
    readRows(lab().session, { sql: `${selectAll(lab(), name)} ORDER BY n`, columns: n });
  const old = [['1'], ['2']];

  it('replaces, appends and merges what a query of the server gives', async () => {
    const name = 'filled';
    const fill = (rows: number, write = replace) =>
      copyQuery(lab(), lab(), { name, columns: n, sql: words.count(rows), write, inside: true });
    const receipt = await fill(2);
    expect(receipt).toMatchObject({ rows: 2n, target: receipt.source });
    expect(await current(name)).toEqual(old);
    await fill(1, append);
    expect(await current(name)).toEqual([['1'], ['1'], ['2']]);
    await fill(0);
    expect(await current(name)).toEqual([]);
    await fill(2, { mode: 'merge', keys: ['n'], on_delete: 'keep' });
    expect(await current(name)).toEqual(old);
  });

  it('keeps the content when the query fails half-way', async () => {
    const name = 'filled in vain';
    await loadText(lab(), { name, columns: n, text: '1\n2\n' });
    const { staging } = await stageTable(lab(), lab().session, { name, columns: n });
    const snapshot = await lab().session.openSnapshot();
    const fill = staging.fill?.bind(staging);
    const request = { sql: words.failing, columns: n, fidelity: strict, snapshot, signal };
    const { error } = await failure(fill?.(request) ?? Promise.resolve());
    expect(error).toMatchObject({ retryable: false });
    const publishing = staging.publish({ fence: async () => undefined, signal, expectedRows: 0n });
    await expect(publishing).rejects.toThrow();
    await snapshot.close();
    await staging.discard().catch(() => undefined);
    expect(await current(name)).toEqual(old);
  });

  it('ends at the server when it is cancelled, and keeps the content', async () => {
    const name = 'filled no more';
    const marker = 'cancel-filling';
    await loadText(lab(), { name, columns: n, text: '1\n2\n' });
    const { staging } = await stageTable(lab(), lab().session, { name, columns: n, write: append });
    const snapshot = await lab().session.openSnapshot();
    const cancel = new AbortController();
    const fill = staging.fill?.bind(staging);
    const request = { columns: n, fidelity: strict, snapshot, signal: cancel.signal };
    const filling = failure(
      fill?.({ ...request, sql: words.endless(marker) }) ?? Promise.resolve(),
    );
    const running = () => lab().database.running(marker);
    await expect.poll(running).toBe(1);
    cancel.abort();
    expect((await filling).error.code).toBe('RUN_CANCELLED');
    await expect.poll(running).toBe(0);
    await snapshot.close();
    await staging.discard().catch(() => undefined);
    expect(await current(name)).toEqual(old);
  });
}
