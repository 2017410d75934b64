import { invariant, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import { isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUp, openLab, type Lab } from '../../kit/contract/lab.ts';
import { mysqlHarness } from '../../testing/mysql-harness.ts';

let lab: Lab;

async function profile(name: string, asked: Partial<ProfileRequest> = {}): Promise<TableProfile> {
  const table = await lookUp(lab.session, { schema: lab.database.schema, name });
  invariant(table !== undefined && lab.session.profile !== undefined, `${name} can be profiled`);
  const request = { sampleRows: 1000, exact: false, topValues: 10, timeoutMs: 60_000 };
  return lab.session.profile({ table, ...request, ...asked });
}

describe.skipIf(!isMariadbTestable())('a profile of MySQL', () => {
  beforeAll(async () => {
    lab = await openLab(mysqlHarness);
  });
  afterAll(() => lab?.close());

  it('reads ranges of a whole-number key from all over a table', async () => {
    await lab.database.execute(
      'CREATE TABLE large (id bigint PRIMARY KEY, word varchar(20), day date, INDEX ends (day, word(3)))',
    );
    await lab.database.execute(
      "INSERT INTO large SELECT CAST(seq AS SIGNED) - 50000, IF(seq % 2, 'odd', 'ODD'), '2024-01-01' + INTERVAL seq % 100 DAY FROM seq_1_to_100000",
    );
    await lab.database.execute('ANALYZE TABLE large');
    const found = await profile('large');
    expect(found).toMatchObject({ sample: { method: 'blocks' }, missing: [] });
    expect(found.sample.rows).toBeGreaterThan(900);
    expect(found.rows).toEqual({ count: 100_000, exact: true });
    const [id, word, day] = found.columns;
    expect(Number(id?.values?.min)).toBeLessThan(-45_000);
    expect(Number(id?.values?.max)).toBeGreaterThan(45_000);
    // The collation takes both for one, a profile does not.
    expect(word?.frequencies?.distinct).toBe(2);
    expect(day?.values).toMatchObject({ min: '2024-01-01', max: '2024-04-09' });
    expect(day?.values?.quantiles).toHaveLength(5);
    expect(found.indexes).toEqual([
      { columns: ['day', null], unique: false, partial: false },
      { columns: ['id'], unique: true, partial: false },
    ]);
    expect(found.sizeBytes).toBeGreaterThan(1_000_000);
  });

  it('tells long texts apart that begin alike, and the empty text from a space', async () => {
    await lab.database.execute('CREATE TABLE texts (body longtext)');
    for (const end of ['a', 'b']) {
      await lab.database.execute(
        `INSERT INTO texts VALUES (CONCAT(REPEAT('x', 100000), '${end}')), (''), (' ')`,
      );
    }
    const found = await profile('texts');
    const [body] = found.columns;
    expect(body).toMatchObject({
      frequencies: { distinct: 4, single: 2 },
      values: { empty: 2, length: { min: 0, max: 100_001 } },
    });
    expect(found.repeated).toEqual({ rows: 6, distinct: 4, single: 2 });
  });

  it('cannot be made to write by a view that does', async () => {
    await lab.database.execute('CREATE TABLE log (n int)');
    await lab.database.execute(
      'CREATE FUNCTION spy() RETURNS int MODIFIES SQL DATA BEGIN INSERT INTO log VALUES (1); RETURN 1; END',
    );
    await lab.database.execute('CREATE VIEW trap AS SELECT spy() AS n');
    const found = await profile('trap');
    expect(found.missing.map((one) => one.what)).toContain('statistics of "n"');
    expect(await lab.database.rows('SELECT COUNT(*) FROM log')).toEqual([['0']]);
  });
});
