import { invariant, type Column, type Write } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { append, loadText, openLab, type Lab } from '../kit/contract/lab.ts';
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

const merge: Write = { mode: 'merge', keys: ['v'], on_delete: 'keep' };
const scd2: Write = { mode: 'scd2', keys: ['v'], on_delete: 'keep' };

/** PostgreSQL itself cuts such texts without a word, also those that are assigned without a cast. */
describe.each([
  ['name', 63],
  ['"char"', 1],
] as const)('a column of type %s', (native, bytes) => {
  const quoted = native.replaceAll('"', '');
  const load = (name: string, value: string, write: Write, kind: 'text' | 'json' = 'text') => {
    const columns: readonly Column[] = [{ name: 'v', type: { kind }, nullable: false }];
    return loadText(lab(), { name, columns, write, text: `${value}\n` });
  };
  const rowsOf = async (name: string): Promise<readonly (string | null)[]> =>
    (await lab().database.rows(`SELECT v FROM "${name}" ORDER BY v`)).map(([v]) => v ?? null);

  it.each([
    ['append', append],
    ['merge', merge],
    ['scd2', scd2],
  ] as const)('takes what fits and refuses what is too long (%s)', async (mode, write) => {
    const name = `cut ${quoted} ${mode}`;
    const history =
      mode === 'scd2' ? ', valid_from timestamptz, valid_to timestamptz, is_current boolean' : '';
    await lab().database.execute(`CREATE TABLE "${name}" (v ${native} NOT NULL${history})`);
    const longest = 'x'.repeat(bytes);
    await load(name, longest, write);
    const { error } = await failure(load(name, `${longest}y`, write));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).not.toContain('xy');
    expect((await failure(load(name, `${longest} `, write))).error.code).toBe('VALUE_REJECTED');
    expect(await rowsOf(name)).toEqual([longest]);
  });

  it('refuses JSON that is too long', async () => {
    const name = `cut ${quoted} json`;
    await lab().database.execute(`CREATE TABLE "${name}" (v ${native} NOT NULL)`);
    await load(name, '1', append, 'json');
    const long = `"${'x'.repeat(bytes)}"`;
    expect((await failure(load(name, long, append, 'json'))).error.code).toBe('VALUE_REJECTED');
    expect(await rowsOf(name)).toEqual(['1']);
  });
});
