import { invariant, type Schema, type Write } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadText, openLab, type Lab } from '../kit/contract/lab.ts';
import { postgresqlHarness } from '../testing/postgresql-harness.ts';

let opened: Lab | undefined;
const lab = (): Lab => {
  invariant(opened !== undefined, 'the lab is open while tests run');
  return opened;
};
beforeAll(async () => {
  opened = await openLab(postgresqlHarness);
});
afterAll(() => opened?.close());

const write: Write = { mode: 'scd2', keys: ['id'], on_delete: 'keep' };

it('compares what PostgreSQL has no equality for, or takes for equal', async () => {
  await lab().database
    .execute(`CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
    CREATE TYPE colour AS ENUM ('red', 'green');
    CREATE TABLE odd (id bigint, padded char(5), plain json, sorted jsonb, place point,
      shade colour, word text COLLATE loose, valid_from timestamptz, valid_to timestamptz, is_current bool);
    CREATE UNIQUE INDEX ON odd (id) WHERE is_current`);
  const text = { kind: 'text' } as const;
  const json = { kind: 'json' } as const;
  const columns: Schema = [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    { name: 'padded', type: text, nullable: true },
    { name: 'plain', type: json, nullable: true },
    { name: 'sorted', type: json, nullable: true },
    { name: 'place', type: text, nullable: true },
    { name: 'shade', type: text, nullable: true },
    { name: 'word', type: text, nullable: true },
  ];
  const load = (line: string, day: number) =>
    loadText(lab(), {
      name: 'odd',
      columns,
      write,
      text: `1\t${line}\n`,
      effectiveAt: `2026-01-0${day}T00:00:00.000Z`,
    });
  const line = 'ab  \t{"a": 1}\t{"b":1,"a":2}\t(1, 2)\tred\tword';
  await load(line, 1);
  expect(await load(line, 2)).toMatchObject({ updatedRows: '0' });
  expect(await load(line.replace('(1, 2)', '(1,3)'), 3)).toMatchObject({ updatedRows: '1' });
  expect(await load(line.replace('word', 'WORD'), 4)).toMatchObject({ updatedRows: '1' });
  const rows = await lab().database.rows('SELECT word, place FROM odd ORDER BY valid_from');
  expect(rows).toEqual([
    ['word', '(1,2)'],
    ['word', '(1,3)'],
    ['WORD', '(1,2)'],
  ]);
});
