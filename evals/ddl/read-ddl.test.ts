import { describe, expect, it } from 'vitest';
import { readDdl } from './read-ddl.ts';

function tableOf(ddl: string, name?: string) {
  const { tables } = readDdl(ddl);
  const table = name === undefined ? tables[0] : tables.find((one) => one.object.name === name);
  if (table === undefined) throw new TypeError(`there is no table ${name ?? ''}`);
  return table;
}

const typesOf = (ddl: string) => tableOf(ddl).columns.map((one) => [one.name, one.type.kind]);

describe('DDL of five dialects', () => {
  it('reads PostgreSQL: schemas, keys, references, COMMENT ON, ALTER TABLE', () => {
    const ddl = `
      CREATE TABLE IF NOT EXISTS shop."Orders" (
        id bigserial PRIMARY KEY,
        customer_id bigint NOT NULL REFERENCES shop.customers,
        total numeric(12, 2) DEFAULT 0 CHECK (total >= 0),
        placed timestamp(3) with time zone NOT NULL,
        tags text[],
        CONSTRAINT one_a_day UNIQUE (customer_id, placed)
      );
      CREATE TABLE shop.customers (id bigint, name character varying(80));
      ALTER TABLE ONLY shop.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
      COMMENT ON TABLE shop."Orders" IS 'What customers''s carts became';
      COMMENT ON COLUMN shop."Orders".total IS 'with tax';`;
    const orders = tableOf(ddl, 'Orders');
    expect(orders.object).toEqual({ schema: 'shop', name: 'Orders' });
    expect(orders.comment).toBe("What customers's carts became");
    expect(orders.primaryKey).toEqual(['id']);
    expect(orders.uniqueKeys).toEqual([['customer_id', 'placed']]);
    expect(orders.foreignKeys).toEqual([
      {
        columns: ['customer_id'],
        references: { schema: 'shop', name: 'customers' },
        referencedColumns: ['id'],
      },
    ]);
    expect(
      orders.columns.map(({ name, type, nullable, nativeType, comment }) => [
        name,
        type.kind,
        nullable,
        nativeType,
        comment,
      ]),
    ).toEqual([
      ['id', 'int64', false, 'bigserial', undefined],
      ['customer_id', 'int64', false, 'bigint', undefined],
      ['total', 'decimal', true, 'numeric(12,2)', 'with tax'],
      ['placed', 'timestamptz', false, 'timestamp(3) with time zone', undefined],
      ['tags', 'list', true, 'text[]', undefined],
    ]);
  });

  it('reads MySQL: backticks, COMMENT, keys that are no columns, options', () => {
    const ddl = `CREATE TABLE \`visit\` (
      \`id\` int(10) unsigned NOT NULL AUTO_INCREMENT,
      \`key\` varchar(20) COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'what opens the door',
      \`paid\` tinyint(1) NOT NULL,
      \`when\` datetime(6),
      PRIMARY KEY (\`id\`), KEY \`by_key\` (\`key\`(5)), UNIQUE KEY \`u\` (\`key\`, \`when\`),
      CONSTRAINT \`fk\` FOREIGN KEY (\`id\`) REFERENCES \`patient\` (\`no\`) ON DELETE CASCADE
    ) ENGINE=InnoDB COMMENT='calls at the desk';`;
    const visit = tableOf(ddl);
    expect(visit.columns.map((one) => [one.name, one.type.kind])).toEqual([
      ['id', 'int64'],
      ['key', 'text'],
      ['paid', 'bool'],
      ['when', 'timestamp'],
    ]);
    expect(visit.columns[1]?.comment).toBe('what opens the door');
    expect(visit.comment).toBe('calls at the desk');
    expect([visit.primaryKey, visit.uniqueKeys]).toEqual([['id'], [['key', 'when']]]);
    expect(visit.foreignKeys).toEqual([
      { columns: ['id'], references: { name: 'patient' }, referencedColumns: ['no'] },
    ]);
  });

  it('reads ClickHouse: wrapped types, the key behind the bracket, comments', () => {
    const ddl = `CREATE TABLE web.hits (
      at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
      page LowCardinality(Nullable(String)) COMMENT 'path',
      ids Array(UInt64), amount Decimal(18, 4), day Date MATERIALIZED toDate(at),
      INDEX by_page page TYPE bloom_filter GRANULARITY 1
    ) ENGINE = MergeTree PRIMARY KEY (at, page) ORDER BY (at, page) COMMENT 'page views'`;
    const hits = tableOf(ddl);
    expect(hits.columns.map((one) => [one.name, one.type.kind])).toEqual([
      ['at', 'timestamptz'],
      ['page', 'text'],
      ['ids', 'list'],
      ['amount', 'decimal'],
      ['day', 'date'],
    ]);
    expect([hits.primaryKey, hits.comment]).toEqual([['at', 'page'], 'page views']);
    expect(hits.columns[1]?.comment).toBe('path');
  });

  it('reads SQLite: columns without types, names in all quotes, composite keys', () => {
    const ddl = `CREATE TABLE "a b" ([first name] TEXT, 'n' INT, untyped,
      price REAL DEFAULT (1 + (2)), PRIMARY KEY ("first name", n)) WITHOUT ROWID;
      create table child (a text, n int, foreign key (a, n) references "A B" ("first name", n));`;
    const parent = tableOf(ddl, 'a b');
    expect(parent.columns.map((one) => [one.name, one.type.kind, one.nullable])).toEqual([
      ['first name', 'text', false],
      ['n', 'int64', false],
      ['untyped', 'text', true],
      ['price', 'float64', true],
    ]);
    expect(parent.primaryKey).toEqual(['first name', 'n']);
    expect(tableOf(ddl, 'child').foreignKeys[0]?.references).toEqual({ name: 'a b' });
  });

  it('reads DuckDB: its types', () => {
    expect(
      typesOf(
        'CREATE OR REPLACE TABLE t (a HUGEINT, b DOUBLE, c TIMESTAMP, d TIMESTAMPTZ, e STRUCT(x INT, y TEXT), f UUID, g BLOB, h VARCHAR[])',
      ),
    ).toEqual([
      ['a', 'int64'],
      ['b', 'float64'],
      ['c', 'timestamp'],
      ['d', 'timestamptz'],
      ['e', 'json'],
      ['f', 'uuid'],
      ['g', 'bytes'],
      ['h', 'list'],
    ]);
  });
});

describe('comments in the text', () => {
  const ddl = `-- about the file, not the table

    -- people who work here
    -- or did
    CREATE TABLE staff ( -- one row a person
      id INTEGER PRIMARY KEY,   -- badge
      -- Berlin | Oslo
      office VARCHAR(40),
      pay NUMERIC(10,2) /* a month, gross */
    ); -- since 2019
    CREATE TABLE plain (id int);`;

  it('belong to the column on their line, or to the next one', () => {
    expect(tableOf(ddl).columns.map((one) => one.comment)).toEqual([
      'badge',
      'Berlin | Oslo',
      'a month, gross',
    ]);
  });

  it('beside the table belong to it, those of the file to nobody', () => {
    expect(tableOf(ddl).comment).toBe('people who work here; or did; one row a person; since 2019');
    expect(tableOf(ddl, 'plain').comment).toBeUndefined();
  });
});

describe('text that is not all DDL', () => {
  it('passes over other statements, semicolons in texts and views without columns', () => {
    const ddl = `INSERT INTO x VALUES ('a; CREATE TABLE no (id int)');
      CREATE VIEW v AS SELECT 1; CREATE VIEW w (a, b) AS SELECT 1, 2;
      CREATE INDEX i ON t (a); CREATE TABLE t (a int); DROP TABLE t;`;
    expect(readDdl(ddl).tables.map((one) => [one.object.name, one.kind])).toEqual([
      ['w', 'view'],
      ['t', 'table'],
    ]);
  });

  it('never fails', () => {
    for (const text of [
      '',
      'CREATE TABLE',
      'CREATE TABLE t (',
      "CREATE TABLE t (a text DEFAULT 'x",
      ');(',
    ]) {
      expect(() => readDdl(text)).not.toThrow();
    }
  });
});

describe('values that a column lets in', () => {
  const allowedIn = (ddl: string) =>
    tableOf(ddl).columns.flatMap((one) =>
      one.allowedValues === undefined ? [] : [[one.name, one.allowedValues]],
    );

  it.each([
    ["CREATE TABLE t (a int, s text NOT NULL CHECK (s IN ('on', 'off')))", [['s', ['on', 'off']]]],
    [
      "CREATE TABLE t (a int, s text, CONSTRAINT c CHECK (a > 0 AND s IN ('o''k', 'bad')))",
      [['s', ["o'k", 'bad']]],
    ],
    [
      "CREATE TABLE t (s text); ALTER TABLE t ADD CONSTRAINT c CHECK (((s)::text = ANY ((ARRAY['on'::character varying, 'off'::character varying])::text[])))",
      [['s', ['on', 'off']]],
    ],
    [
      "CREATE TYPE public.mood AS ENUM ('sad', 'ok'); CREATE TABLE t (m public.mood, n text)",
      [['m', ['sad', 'ok']]],
    ],
    ['CREATE TABLE t (n int CHECK (n > 0), s text)', []],
  ])('%s', (ddl, expected) => {
    expect(allowedIn(ddl)).toEqual(expected);
  });
});

describe('a comment behind the bracket', () => {
  it('tells of the last column where that one stands on its line, else of the table', () => {
    const table = tableOf(`CREATE TABLE t (
      a int,
      s char(1) NOT NULL); -- A = active`);
    expect(table.columns.map(({ comment }) => comment)).toEqual([undefined, 'A = active']);
    expect(tableOf('CREATE TABLE t (a int); -- all there is').comment).toBe('all there is');
  });
});
