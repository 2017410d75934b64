import { hasErrors } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { failure } from '../failure.ts';
import { anyLayout, replace, strict } from '../lab.ts';
import { columnsIn, usableNames, type ReaderLab } from './reader-lab.ts';
import type { ReaderHarness } from './reader-harness.ts';

/** What a person or a planner is told about the data. */
export function readerCatalogContract(harness: ReaderHarness, lab: () => ReaderLab): void {
  describe('the catalog', () => {
    it('shows tables, and columns in order with their types', () => {
      expect(lab().catalog.defaultSchema).toBe(lab().source.schema);
      const names = lab().catalog.tables.map(({ object }) => object.name);
      for (const name of usableNames(harness)) expect(names).toContain(name);
      expect(columnsIn(lab(), 'nulls')).toMatchObject([
        { name: 'n', type: { kind: 'int64' } },
        { name: 't', type: { kind: 'text' } },
      ]);
    });

    it('can be cancelled', async () => {
      const catalog = lab().session.catalog(AbortSignal.abort());
      expect((await failure(catalog)).error.code).toBe('RUN_CANCELLED');
    });
  });

  describe('a sample', () => {
    it('is cut to its limit and says so', async () => {
      const sample = (limit: number) =>
        lab().session.sample({ sql: lab().all('nulls'), limit, timeoutMs: 20_000 });
      expect(await sample(1)).toMatchObject({ truncated: true, rows: [['1', '']] });
      expect(await sample(3)).toMatchObject({ truncated: false });
      expect((await sample(3)).rows.length).toBe(3);
    });

    it('that is cancelled ends', async () => {
      const { signal } = { signal: AbortSignal.abort() };
      const sampling = lab().session.sample({
        sql: lab().all('long'),
        limit: 1,
        timeoutMs: 60_000,
        signal,
      });
      expect((await failure(sampling)).error.code).toBe('RUN_CANCELLED');
    });

    it('of a query that cannot be says why; so do describing and explaining', async () => {
      const sql = `SELECT nonesuch FROM (${lab().all('nulls')}) AS c`;
      const { session } = lab();
      for (const ask of [
        () => session.sample({ sql, limit: 1, timeoutMs: 20_000 }),
        () => session.describe(sql),
        () => session.explain(sql),
      ]) {
        const { error } = await failure(ask());
        expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
        expect(error.message).toContain('nonesuch');
      }
    });

    it('writes nothing, whatever the query says', async () => {
      for (const sql of [
        'CREATE TABLE evil (n BIGINT)',
        `SELECT 1 AS n) AS q; DROP VIEW "nulls"; SELECT 1 AS n FROM (SELECT 1`,
      ]) {
        await failure(lab().session.sample({ sql, limit: 1, timeoutMs: 20_000 }));
        await failure(lab().session.describe(sql));
      }
      expect((await lab().session.describe(lab().all('nulls'))).length).toBe(2);
    });
  });

  it('a target of it is refused before anything runs', async () => {
    const plan = harness.connector.planTable({
      object: { name: 'new' },
      columns: [{ name: 'n', type: { kind: 'int64' }, nullable: true }],
      write: replace,
      layout: anyLayout,
      fidelity: strict,
      existing: null,
      path: 'targets.0',
    });
    expect(hasErrors(plan.diagnostics)).toBe(true);
    expect(plan.diagnostics[0]?.path).toBe('targets.0.connection');
    expect(harness.connector.spec.capabilities).toMatchObject({ target: false, writeModes: [] });
    expect(() => lab().session.loader).toThrow(/only read/);
  });
}
