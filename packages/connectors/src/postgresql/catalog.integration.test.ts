import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant } from '@ai-etl/core';
import { columnsOf, loadText, lookUp, openLab, type Lab } from '../kit/contract/lab.ts';
import { postgresqlHarness } from '../testing/postgresql-harness.ts';

describe('PostgreSQL beside the contract', () => {
  let opened: Lab | undefined;
  const lab = (): Lab => {
    invariant(opened !== undefined, 'the lab is open while tests run');
    return opened;
  };
  beforeAll(async () => {
    opened = await openLab(postgresqlHarness);
    await opened.database.execute(`
      CREATE TABLE regions (code text, country text, PRIMARY KEY (country, code));
      CREATE TABLE people (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        mail text UNIQUE,
        country text, code text,
        boss bigint REFERENCES people,
        shout text GENERATED ALWAYS AS (upper(mail)) STORED,
        since timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (country, code) REFERENCES regions (country, code)
      );
      CREATE UNIQUE INDEX ON people (lower(mail));
      CREATE UNIQUE INDEX ON people (code) WHERE country = 'DE';
      CREATE UNIQUE INDEX ON people (since, mail) INCLUDE (country);
      CREATE TABLE parted (id int, day date) PARTITION BY RANGE (day);
      CREATE TABLE parted_2024 PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
      CREATE SCHEMA other;
      CREATE TABLE other.people (id int);
    `);
  });
  afterAll(() => opened?.close());

  it('shows keys, unique sets and foreign keys, columns in their declared order', async () => {
    const people = await lookUp(lab().session, { schema: 'public', name: 'people' });
    expect(people?.primaryKey).toEqual(['id']);
    expect(people?.uniqueKeys).toEqual([['mail'], ['since', 'mail']]);
    expect(people?.foreignKeys.toSorted((a, b) => a.columns.length - b.columns.length)).toEqual([
      {
        columns: ['boss'],
        references: { schema: 'public', name: 'people' },
        referencedColumns: ['id'],
      },
      {
        columns: ['country', 'code'],
        references: { schema: 'public', name: 'regions' },
        referencedColumns: ['country', 'code'],
      },
    ]);
    const regions = await lookUp(lab().session, { schema: 'public', name: 'regions' });
    expect(regions?.primaryKey).toEqual(['country', 'code']);
    const defaults = people?.columns.filter((one) => one.hasDefault).map((one) => one.name);
    expect(defaults).toEqual(['id', 'shout', 'since']);
  });

  it('shows a partitioned table once, materialized views as views, other schemas apart', async () => {
    const { tables } = await lab().session.catalog();
    const shown = tables.map((one) => `${one.object.schema}.${one.object.name} ${one.kind}`);
    expect(shown).toEqual([
      'other.people table',
      'public.counted view',
      'public.parted table',
      'public.people table',
      'public.regions table',
    ]);
  });

  it('replaces the content and keeps grants, indexes, views, keys and triggers', async () => {
    const { database } = lab();
    const stranger = await database.createStranger?.();
    const user = String(stranger?.['user']);
    await database.execute(`
      CREATE TABLE shop (id bigint PRIMARY KEY, word text DEFAULT 'none' CHECK (word <> 'bad'));
      CREATE INDEX shop_word ON shop (word);
      CREATE VIEW shop_view AS SELECT word FROM shop;
      GRANT SELECT ON shop TO "${user}";
      COMMENT ON TABLE shop IS 'mine';
      INSERT INTO shop VALUES (1, 'old');
    `);
    const facts = `SELECT (SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'shop'),
      (SELECT relacl::text FROM pg_class WHERE oid = 'shop'::regclass), 'shop'::regclass::oid::text,
      obj_description('shop'::regclass), (SELECT count(*)::text FROM pg_constraint WHERE conrelid = 'shop'::regclass)`;
    const before = await database.rows(facts);
    const columns = await columnsOf(lab(), 'shop');
    await loadText(lab(), { name: 'shop', columns, text: '2\tnew\n3\tnewer\n' });
    expect(await database.rows(facts)).toEqual(before);
    expect(await database.rows('SELECT word FROM shop_view ORDER BY word')).toEqual([
      ['new'],
      ['newer'],
    ]);
    await expect(
      loadText(lab(), { name: 'shop', columns, text: '4\tbad\n' }),
    ).rejects.toMatchObject({
      code: 'VALUE_REJECTED',
    });
    expect(await database.rows('SELECT count(*) FROM shop')).toEqual([['2']]);
  });

  it('fills defaults of columns that are not loaded', async () => {
    const [id] = await columnsOf(lab(), 'shop');
    invariant(id !== undefined, 'shop has columns');
    const write = { mode: 'append', keys: [], on_delete: 'keep' } as const;
    await loadText(lab(), {
      name: 'shop',
      columns: [id],
      write: { ...write, keys: [] },
      text: '9\n',
    });
    expect(await lab().database.rows('SELECT word FROM shop WHERE id = 9')).toEqual([['none']]);
  });
});
