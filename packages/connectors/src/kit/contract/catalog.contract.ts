import { describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import { lookUp, type Lab } from './lab.ts';

/** What a person or a planner is told about the data. */
export function catalogContract(harness: ContractHarness, lab: () => Lab): void {
  const { words } = harness;
  const find = (name: string) => lookUp(lab().session, { schema: lab().database.schema, name });

  describe('the catalog', () => {
    it('shows columns in order with types, NULLs and native spelling', async () => {
      const list = [
        { name: 'z', native: words.types.int64 },
        { name: 'a', native: words.types.text },
      ];
      await lab().database.execute(words.createTable(words.quote('shown'), list, ['z']));
      const table = await find('shown');
      expect(table).toMatchObject({ kind: 'table', foreignKeys: [], uniqueKeys: [] });
      expect(table?.columns).toMatchObject([
        { name: 'z', type: { kind: 'int64' }, nullable: false },
        { name: 'a', type: { kind: 'text' }, nullable: true, nativeType: words.types.text },
      ]);
      expect((await lab().session.catalog()).defaultSchema).toBe(lab().database.schema);
    });

    it('shows comments of tables and columns', async (context) => {
      const { comment, remark = "it's 😀 \\ here" } = words;
      if (comment === undefined) {
        context.skip('the system has no comments');
        return;
      }
      await lab().database.execute(
        words.createTable(words.quote('said'), [{ name: 'n', native: words.types.int64 }]),
      );
      for (const sql of comment(words.quote('said'), words.quote('n'), remark)) {
        await lab().database.execute(sql);
      }
      const table = await find('said');
      expect(table?.comment).toBe(remark);
      expect(table?.columns[0]?.comment).toBe(remark);
    });

    it('shows views as views', async () => {
      await lab().database.execute(`CREATE VIEW ${words.quote('a view')} AS ${words.count(3)}`);
      expect(await find('a view')).toMatchObject({ kind: 'view', columns: [{ name: 'n' }] });
    });

    it('estimates rows once the system has counted them', async () => {
      const name = words.quote('counted');
      await lab().database.execute(
        words.createTable(name, [{ name: 'n', native: words.types.int64 }]),
      );
      await lab().database.execute(`INSERT INTO ${name} ${words.count(5000)}`);
      if (words.analyze !== undefined) await lab().database.execute(words.analyze(name));
      expect((await find('counted'))?.estimatedRows).toBe(5000);
      expect((await find('counted'))?.estimatedBytes).toBeGreaterThan(0);
      const estimate = await lab().session.explain(`SELECT * FROM ${name}`);
      expect(estimate.rows).toBe(5000);
    });

    it('can be cancelled', async () => {
      const catalog = lab().session.catalog(AbortSignal.abort());
      expect((await failure(catalog)).error.code).toBe('RUN_CANCELLED');
    });
  });

  describe('a sample', () => {
    it('is cut to its limit and says so', async () => {
      const sql = words.count(10);
      const some = await lab().session.sample({ sql, limit: 3, timeoutMs: 30_000 });
      expect(some).toMatchObject({
        truncated: true,
        columns: [{ name: 'n', type: { kind: 'int64' } }],
      });
      expect(some.rows).toEqual([['1'], ['2'], ['3']]);
      const all = await lab().session.sample({ sql, limit: 10, timeoutMs: 30_000 });
      expect(all).toMatchObject({ truncated: false });
      expect(all.rows.length).toBe(10);
    });

    it('of an endless query still ends, and one that takes too long is stopped', async () => {
      const quick = await lab().session.sample({
        sql: words.endless('sampled'),
        limit: 2,
        timeoutMs: 30_000,
      });
      expect(quick.rows.length).toBe(2);
      const slow = `SELECT count(*) AS n FROM (${words.endless('too-slow')}) AS e`;
      const { error } = await failure(
        lab().session.sample({ sql: slow, limit: 1, timeoutMs: 1000 }),
      );
      expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
      expect(error.message).toMatch(/time limit/);
      await expect.poll(() => lab().database.running('too-slow')).toBe(0);
    });

    it('that is cancelled ends at the server', async () => {
      const sql = `SELECT count(*) AS n FROM (${words.endless('cancelled-sample')}) AS e`;
      const cancel = new AbortController();
      const { signal } = cancel;
      const sampling = failure(lab().session.sample({ sql, limit: 1, timeoutMs: 60_000, signal }));
      await expect.poll(() => lab().database.running('cancelled-sample')).toBe(1);
      cancel.abort();
      expect((await sampling).error.code).toBe('RUN_CANCELLED');
      await expect.poll(() => lab().database.running('cancelled-sample')).toBe(0);
    });

    it('of a query that the system refuses says why', async () => {
      const sql = `SELECT nonesuch FROM (${words.count(1)}) AS c`;
      const { session } = lab();
      for (const ask of [
        () => session.sample({ sql, limit: 1, timeoutMs: 30_000 }),
        () => session.describe(sql),
        () => session.explain(sql),
      ]) {
        const { error } = await failure(ask());
        expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
        expect(error.message).toContain('nonesuch');
      }
    });
  });
}
