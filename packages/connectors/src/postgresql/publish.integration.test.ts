import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, type Schema, type Write } from '@ai-etl/core';
import {
  append,
  loadText,
  newKey,
  openLab,
  readRows,
  replace,
  stageTable,
  type Lab,
} from '../kit/contract/lab.ts';
import { postgresqlHarness } from '../testing/postgresql-harness.ts';

const columns: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'note', type: { kind: 'text' }, nullable: true },
];
const merge: Write = { mode: 'merge', keys: ['id'], on_delete: 'keep' };
const { signal } = new AbortController();

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(postgresqlHarness);
});
afterAll(() => lab.close());

async function stage(name: string, write: Write, text: string, schema = columns) {
  const { staging } = await stageTable(lab, lab.session, { name, columns: schema, write });
  const { rows } = await staging.write(Readable.from([Buffer.from(text)]), signal);
  return (fence = async (): Promise<void> => undefined) =>
    staging.publish({ expectedRows: rows, fence, signal });
}

async function cell(sql: string): Promise<string | null> {
  const value = (await lab.database.rows(sql))[0]?.[0];
  invariant(value !== undefined, 'the query has a row');
  return value;
}

describe('replacing a table of PostgreSQL', () => {
  it('shows a snapshot that was opened before the old rows, not an empty table', async () => {
    await lab.database.execute(
      "CREATE TABLE kept (id bigint, note text); INSERT INTO kept VALUES (1, 'old'), (2, 'old')",
    );
    const snapshot = await lab.session.openSnapshot();
    try {
      await loadText(lab, { name: 'kept', columns, write: replace, text: '3\tnew\n' });
      expect(await snapshot.count('SELECT * FROM kept')).toBe(2n);
    } finally {
      await snapshot.close();
    }
    expect(await cell("SELECT string_agg(id || note, ',') FROM kept")).toBe('3new');
  });

  it('does not make readers wait', async () => {
    await lab.database.execute(
      "CREATE TABLE busy (id bigint, note text); INSERT INTO busy VALUES (1, 'old')",
    );
    const publish = await stage('busy', replace, '2\tnew\n');
    await publish(() =>
      lab.database.execute(
        "DO $$ BEGIN SET LOCAL lock_timeout = '2s'; PERFORM note FROM busy; END $$",
      ),
    );
    expect(await cell('SELECT note FROM busy')).toBe('new');
  });

  it('refuses when rows of other tables would be deleted with the old ones', async () => {
    await lab.database.execute(
      `CREATE TABLE parent (id bigint PRIMARY KEY, note text); INSERT INTO parent VALUES (1, 'old');
       CREATE TABLE child (id bigint REFERENCES parent ON DELETE CASCADE); INSERT INTO child VALUES (1)`,
    );
    const publish = await stage('parent', replace, '1\tnew\n');
    await expect(publish()).rejects.toMatchObject({ code: 'TARGET_CONFLICT', retryable: false });
    expect(await cell('SELECT count(*) FROM child')).toBe('1');
    expect(await cell('SELECT note FROM parent')).toBe('old');
  });
});

describe('publishing into PostgreSQL', () => {
  it.each([
    ['replace', replace],
    ['append', append],
    ['merge', merge],
  ] as const)('publishes nothing when a trigger keeps rows away (%s)', async (mode, write) => {
    const name = `trigger_${mode}`;
    await lab.database.execute(
      `CREATE TABLE ${name} (id bigint PRIMARY KEY, note text); INSERT INTO ${name} VALUES (9, 'old');
       CREATE FUNCTION skip_${mode}() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF NEW.id = 2 THEN RETURN NULL; END IF; RETURN NEW; END $$;
       CREATE TRIGGER skip BEFORE INSERT ON ${name} FOR EACH ROW EXECUTE FUNCTION skip_${mode}()`,
    );
    const publish = await stage(name, write, '1\ta\n2\tb\n3\tc\n');
    await expect(publish()).rejects.toMatchObject({ code: 'RECEIPT_MISMATCH', retryable: false });
    expect(await cell(`SELECT string_agg(id || note, ',') FROM ${name}`)).toBe('9old');
  });

  it.each([
    ['renamed', columns],
    ['created', [...columns, { name: 'raw', type: { kind: 'bytes' }, nullable: true }]],
  ] as const)(
    'lets the second of two that create a table try again (%s)',
    async (name, schema: Schema) => {
      const text = schema === columns ? '1\ta\n' : '1\ta\tAAEC\n';
      const first = await stage(name, append, text, schema);
      const second = await stage(name, append, text, schema);
      let outcome: Promise<unknown> | undefined;
      await first(async () => {
        outcome = second().catch((error: unknown) => error);
        await expect
          .poll(() =>
            cell(
              "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            ),
          )
          .toBe('1');
      });
      expect(await outcome).toMatchObject({ code: 'TARGET_CONFLICT', retryable: true });
      expect(await cell(`SELECT count(*) FROM ${name}`)).toBe('1');
    },
  );
});

describe('a new attempt at loading into PostgreSQL', () => {
  it('does not wait for an earlier one that hangs', async () => {
    const key = newKey();
    const { staging } = await stageTable(lab, lab.session, { name: 'hung', columns, key });
    const stream = new PassThrough();
    const hung = staging.write(stream, signal).catch((error: unknown) => error);
    // The COPY holds its lock from its first row on.
    stream.write('1\ta\n');
    await expect.poll(() => lab.database.running(staging.name.replace('public.', ''))).toBe(1);
    const next = await stageTable(lab, lab.session, {
      name: 'hung',
      columns,
      key: { ...key, attempt: 2 },
    });
    expect(next.staging.name).not.toBe(staging.name);
    stream.destroy();
    await hung;
    await next.staging.discard();
    expect(await lab.session.loader.sweep(next.plan.object, () => false)).toBeGreaterThan(0);
  }, 20_000);

  it('has connections whose server notices within minutes that we are gone', async () => {
    const column = (name: string) => ({ name, type: { kind: 'text' }, nullable: true }) as const;
    const rows = await readRows(lab.session, {
      sql: "SELECT current_setting('tcp_keepalives_idle') AS idle, current_setting('tcp_keepalives_interval') AS step, current_setting('tcp_keepalives_count') AS tries",
      columns: [column('idle'), column('step'), column('tries')],
    });
    expect(rows).toEqual([['60', '15', '4']]);
  });
});
