import { invariant } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookUp, openLab, type Lab } from '../../kit/contract/lab.ts';
import { duckdbHarness } from '../../testing/duckdb-harness.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(duckdbHarness);
});
afterAll(() => lab?.close());

it('a profile of DuckDB names the columns of each index, and none for an expression', async () => {
  const { execute, schema } = lab.database;
  await execute('CREATE TABLE t (a BIGINT, "b c" BIGINT, "x,y" BIGINT, "q""uo\'te" VARCHAR)');
  await execute('CREATE UNIQUE INDEX plain ON t ("b c", a)');
  await execute(
    `CREATE INDEX odd ON t (("x,y" + 1), "x,y", (lower("q""uo'te" || ',')), "q""uo'te")`,
  );
  const table = await lookUp(lab.session, { schema, name: 't' });
  invariant(table !== undefined && lab.session.profile !== undefined, 't can be profiled');
  const asked = { sampleRows: 10, exact: false, topValues: 1, timeoutMs: 10_000 };
  const { indexes } = await lab.session.profile({ table, ...asked });
  expect(indexes).toEqual([
    { columns: ['b c', 'a'], unique: true, partial: false },
    { columns: [null, 'x,y', null, `q"uo'te`], unique: false, partial: false },
  ]);
});
