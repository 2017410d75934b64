import { Readable } from 'node:stream';
import { AiEtlError, type Schema, type Write } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import {
  append,
  loadText,
  lookUp,
  newKey,
  readRows,
  replace,
  selectAll,
  stageTable,
  type Lab,
  type StageOptions,
} from './lab.ts';

const columns: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'word', type: { kind: 'text' }, nullable: true },
];
const merge: Write = { mode: 'merge', keys: ['id'], on_delete: 'keep' };
const mirror: Write = { mode: 'merge', keys: ['id'], on_delete: 'delete' };

/** Making staged rows the target's: every write mode, once, or not at all. */
export function publishingContract(harness: ContractHarness, lab: () => Lab): void {
  const { words } = harness;
  const { writeModes } = harness.connector.spec.capabilities;
  const claims = ({ mode }: Pick<Write, 'mode'>): boolean => writeModes.includes(mode);
  const { signal } = new AbortController();
  const go = { fence: async () => undefined, signal };

  const content = async (name: string): Promise<readonly (readonly (string | null)[])[]> => {
    const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns });
    return rows.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
  };
  const staged = async (options: Omit<StageOptions, 'columns'> & { text: string }) => {
    const { staging } = await stageTable(lab(), lab().session, { ...options, columns });
    const { rows } = await staging.write(Readable.from([Buffer.from(options.text)]), signal);
    return { staging, rows };
  };
  const leftovers = async (): Promise<number> => {
    const { rows, schema } = lab().database;
    const sql =
      words.workTables ??
      `SELECT count(*) FROM information_schema.tables
        WHERE table_schema = ${words.text(schema)} AND (table_name LIKE '%ai_etl_stg%' OR table_name LIKE '%ai_etl_nxt%')`;
    return Number((await rows(sql))[0]?.[0]);
  };
  const old = '1\tone\n2\ttwo\n3\t\\N\n';
  const fresh = '2\tzwei\n4\tvier\n';

  const effects = [
    ['append', append, ['1,one', '2,two', '2,zwei', '3,', '4,vier'], {}],
    ['replace', replace, ['2,zwei', '4,vier'], {}],
    ['merge', merge, ['1,one', '2,zwei', '3,', '4,vier'], { updatedRows: '1', deletedRows: '0' }],
    ['merge that deletes', mirror, ['2,zwei', '4,vier'], { updatedRows: '1', deletedRows: '2' }],
  ] as const;
  it.each(effects.filter(([, write]) => claims(write)))(
    '%s changes what it should in a table with rows',
    async (title, write, now, changes) => {
      const name = `mode ${title}`;
      await loadText(lab(), { name, columns, text: old });
      const publication = await loadText(lab(), { name, columns, write, text: fresh });
      expect((await content(name)).map(String)).toEqual(now);
      expect(publication).toMatchObject({ mode: write.mode, rows: '2', ...changes });
      expect(publication.attempt).toBeGreaterThan(0);
      expect(Date.parse(publication.publishedAt)).toBeGreaterThan(Date.now() - 600_000);
      expect(await leftovers()).toBe(0);
    },
  );

  const writes = [
    ['append', append],
    ['replace', replace],
    ['merge', merge],
    ['merge that deletes', mirror],
  ] as const;
  it.each(writes.filter(([, write]) => claims(write)))(
    '%s creates the table when there is none, also without rows',
    async (title, write) => {
      for (const text of ['', fresh]) {
        const name = `new ${title} ${text.length}`;
        await loadText(lab(), { name, columns, write, text });
        expect((await content(name)).length).toBe(text === '' ? 0 : 2);
      }
    },
  );

  const remains = [
    ['append', append, 3],
    ['replace', replace, 0],
    ['merge', merge, 3],
    ['merge that deletes', mirror, 0],
  ] as const;
  it.each(remains.filter(([, write]) => claims(write)))(
    '%s of no rows does what it says',
    async (title, write, left) => {
      const name = `nothing ${title}`;
      await loadText(lab(), { name, columns, text: old });
      await loadText(lab(), { name, columns, write, text: '' });
      expect((await content(name)).length).toBe(left);
    },
  );

  it.skipIf(!claims(merge)).each([
    ['id', 'repeat', '5\ta\n5\tb\n', /repeat/],
    ['id', 'hold NULL', '5\ta\n\\N\tb\n', /NULL/],
    ['problem', 'hold NULL', '5\ta\n\\N\tb\n', /NULL/],
  ])('merge by %j refuses keys that %s and changes nothing', async (key, title, text, message) => {
    const name = `bad keys ${key} ${title}`;
    const nullable = columns.map((one) =>
      one.name === 'id' ? { ...one, name: key, nullable: true } : one,
    );
    await loadText(lab(), { name, columns: nullable, text: old });
    const write: Write = { ...mirror, keys: [key] };
    const { error } = await failure(loadText(lab(), { name, columns: nullable, write, text }));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toMatch(message);
    const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns: nullable });
    expect(rows.length).toBe(3);
  });

  it('publishes once, however often and by whatever attempt it is asked', async () => {
    const name = 'once';
    const key = newKey();
    const first = await staged({ name, key, write: append, text: fresh });
    const publication = await first.staging.publish({ ...go, expectedRows: first.rows });
    expect(await first.staging.publish({ ...go, expectedRows: first.rows })).toEqual(publication);
    await first.staging.discard();
    const again = { ...key, attempt: 2 };
    const second = await staged({ name, key: again, write: append, text: fresh });
    expect(await second.staging.publish({ ...go, expectedRows: second.rows })).toEqual(publication);
    expect((await content(name)).length).toBe(2);
    expect(await lab().session.loader.publication({ name }, again)).toEqual(publication);
    expect(await leftovers()).toBe(0);
  });

  it('tells two steps and two runs apart', async () => {
    const name = 'apart';
    const key = newKey();
    const keys = [key, { ...key, step: 'other step 😀' }, newKey()];
    for (const one of keys)
      await loadText(lab(), { name, columns, write: append, key: one, text: fresh });
    expect((await content(name)).length).toBe(6);
    for (const one of keys) {
      const found = await lab().session.loader.publication({ name }, one);
      expect(found).toMatchObject({ runId: one.runId, step: one.step });
    }
    expect(await lab().session.loader.publication({ name }, { ...key, step: 'never' })).toBeNull();
  });

  it('answers what was published after each step', async () => {
    const name = 'steps';
    const key = newKey();
    const { loader } = lab().session;
    expect(await loader.publication({ name }, key)).toBeNull();
    const { staging } = await stageTable(lab(), lab().session, { name, columns, key });
    expect(await loader.publication({ name }, key)).toBeNull();
    await staging.write(Readable.from([Buffer.from(fresh)]), signal);
    expect(await loader.publication({ name }, key)).toBeNull();
    const published = await staging.publish({ ...go, expectedRows: 2n });
    expect(await loader.publication({ name }, key)).toEqual(published);
    // Another process, later.
    const other = await lab().open();
    expect(await other.loader.publication({ name }, key)).toEqual(published);
  });

  it('publishes nothing when the staged rows are not as many as expected', async () => {
    const name = 'mismatch';
    await loadText(lab(), { name, columns, text: old });
    const { staging } = await staged({ name, text: fresh });
    const { error } = await failure(staging.publish({ ...go, expectedRows: 3n }));
    expect(error.code).toBe('RECEIPT_MISMATCH');
    await staging.discard();
    expect((await content(name)).length).toBe(3);
    expect(await leftovers()).toBe(0);
  });

  it.each([replace, append, merge].filter(claims))(
    'publishes nothing ($mode) when the fence says no',
    async (write) => {
      const name = `fenced ${write.mode}`;
      await loadText(lab(), { name, columns, text: old });
      const key = newKey();
      const { staging, rows } = await staged({ name, key, write, text: fresh });
      const lost = new AiEtlError('RUN_LEASE_LOST', 'Another worker owns this run now.');
      const fence = () => Promise.reject(lost);
      const { error } = await failure(staging.publish({ signal, fence, expectedRows: rows }));
      expect(error).toBe(lost);
      await staging.discard();
      expect((await content(name)).length).toBe(3);
      expect(await lab().session.loader.publication({ name }, key)).toBeNull();
      expect(await leftovers()).toBe(0);
    },
  );

  it('publishes nothing when it was cancelled before', async () => {
    const name = 'cancelled publish';
    await loadText(lab(), { name, columns, text: old });
    const { staging, rows } = await staged({ name, text: fresh });
    const publishing = staging.publish({ ...go, signal: AbortSignal.abort(), expectedRows: rows });
    expect((await failure(publishing)).error.code).toBe('RUN_CANCELLED');
    await staging.discard();
    expect((await content(name)).length).toBe(3);
  });

  it('drops staging tables of an earlier attempt, and only those', async () => {
    const name = 'attempts';
    const key = newKey();
    const other = await staged({ name, key: newKey(), text: fresh });
    await staged({ name, key, text: fresh });
    const crashed = await lab().open();
    await stageTable({ ...lab(), session: crashed }, crashed, {
      name,
      columns,
      key: { ...key, attempt: 2 },
    });
    expect(await leftovers()).toBe(2);
    await other.staging.publish({ ...go, expectedRows: other.rows });
    await lab().session.loader.sweep({ name }, () => false);
    expect(await leftovers()).toBe(0);
  });

  it('sweeps only what belongs to dead runs', async () => {
    const [dead, live] = [newKey(), newKey()];
    const closing = await lab().open();
    await stageTable(lab(), closing, { name: 'swept', columns, key: dead });
    await closing.close();
    const { staging } = await staged({ name: 'swept', key: live, text: fresh });
    const { loader } = lab().session;
    expect(await loader.sweep({ name: 'swept' }, (runId) => runId === live.runId)).toBe(1);
    expect(await leftovers()).toBe(1);
    await staging.publish({ ...go, expectedRows: 2n });
    expect((await content('swept')).length).toBe(2);
    expect(await loader.sweep({ name: 'swept' }, () => false)).toBe(0);
  });

  it('hides its own tables from the catalog', async () => {
    const { staging } = await staged({ name: 'seen', text: fresh });
    const names = (await lab().session.catalog()).tables.map((one) => one.object.name);
    expect(names.filter((one) => one.includes('ai_etl'))).toEqual([]);
    await staging.discard();
    await staging.discard();
    expect(
      await lookUp(lab().session, { schema: lab().database.schema, name: 'seen' }),
    ).toBeUndefined();
  });

  describe('two runs that publish into one table at once', () => {
    it.each([append, merge].filter(claims))(
      'both count ($mode), or the loser may try again',
      async (write) => {
        const name = `race ${write.mode}`;
        await loadText(lab(), { name, columns, text: old });
        const run = async (text: string): Promise<string> => {
          const session = await lab().open();
          const { staging } = await stageTable({ ...lab(), session }, session, {
            name,
            columns,
            write,
          });
          const { rows } = await staging.write(Readable.from([Buffer.from(text)]), signal);
          try {
            await staging.publish({ ...go, expectedRows: rows });
            return text;
          } catch (error) {
            expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: true });
            await staging.discard();
            return '';
          }
        };
        const texts = ['10\ta\n', '11\tb\n', '12\tc\n', '13\td\n'];
        const done = (await Promise.all(texts.map(run))).join('');
        const expected = `${old}${done}`.trimEnd().split('\n');
        expect(expected.length).toBeGreaterThan(3);
        expect((await content(name)).length).toBe(expected.length);
        expect(await leftovers()).toBe(0);
      },
    );
  });
}
