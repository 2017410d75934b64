import {
  parseColumnType,
  type CatalogTable,
  type Column,
  type Fidelity,
  type TablePlanRequest,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { clickhouse } from './clickhouse/connector.ts';
import { logicalType } from './clickhouse/types.ts';
import { postgresql } from './postgresql/connector.ts';

const strict: Fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' };

function column(name: string, text: string, nullable = false): Column {
  const type = parseColumnType(text);
  if (type === undefined) throw new TypeError(`${text} is no type`);
  return { name, type, nullable };
}

function request(columns: readonly Column[], more: Partial<TablePlanRequest> = {}) {
  return {
    object: { schema: 'shop', name: 'orders' },
    columns,
    write: { mode: 'replace', keys: [], on_delete: 'keep' },
    layout: { partition_by: [], order_by: [] },
    fidelity: strict,
    existing: null,
    path: 'targets.0',
    ...more,
  } satisfies TablePlanRequest;
}

function clickhouseTable(columns: Readonly<Record<string, string>>, engine = 'MergeTree') {
  return {
    object: { schema: 'shop', name: 'orders' },
    kind: 'table',
    columns: Object.entries(columns).map(([name, nativeType]) => ({
      name,
      nativeType,
      ...logicalType(nativeType),
    })),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
    engine,
  } satisfies CatalogTable;
}

const codes = (plan: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  plan.diagnostics.map((one) => one.code);

describe('planning a ClickHouse table', () => {
  it('keeps NULLs, quotes names and sorts by the layout', () => {
    const plan = clickhouse.planTable(
      request([column('id', 'int64'), column('no`te', 'text', true), column('at', 'timestamptz')], {
        layout: { partition_by: ['toYYYYMM(at)'], order_by: ['at', 'id'] },
      }),
    );
    expect(plan.diagnostics).toEqual([]);
    expect(plan.createSql).toBe(
      'CREATE TABLE `shop`.`orders` (\n  `id` Int64,\n  `no\\`te` Nullable(String),\n' +
        "  `at` DateTime64(6, 'UTC')\n) ENGINE = MergeTree PARTITION BY (toYYYYMM(`at`)) ORDER BY (`at`, `id`)",
    );
  });

  it('sorts by the merge keys when nothing else is said', () => {
    const write = { mode: 'merge', keys: ['id'], on_delete: 'keep' } as const;
    const plan = clickhouse.planTable(
      request([column('id', 'int64')], { write: { ...write, keys: [...write.keys] } }),
    );
    expect(plan.createSql).toContain('ORDER BY (`id`)');
  });

  it('asks what to do with a numeric without precision', () => {
    const columns = [column('price', 'decimal')];
    const plan = clickhouse.planTable(request(columns));
    expect(codes(plan)).toEqual(['DECIMAL_UNBOUNDED']);
    expect(plan.diagnostics[0]).toMatchObject({ path: 'targets.0.columns.price' });
    const fidelity: Fidelity = { ...strict, unbounded_decimal: 'decimal(38,9)' };
    expect(clickhouse.planTable(request(columns, { fidelity })).createSql).toContain(
      '`price` Decimal(38, 9)',
    );
    const text: Fidelity = { ...strict, unbounded_decimal: 'text' };
    expect(clickhouse.planTable(request(columns, { fidelity: text })).createSql).toContain(
      '`price` String',
    );
  });

  it.each([
    ['int64', 'Int32', 'TARGET_TYPE_MISMATCH'],
    ['int16', 'UInt16', 'TARGET_TYPE_MISMATCH'],
    ['decimal(12,4)', 'Decimal(12, 2)', 'TARGET_TYPE_MISMATCH'],
    ['decimal(12,2)', 'Decimal(11, 2)', 'TARGET_TYPE_MISMATCH'],
    ['timestamptz', "DateTime('UTC')", 'TARGET_TYPE_MISMATCH'],
    ['float64', 'Float32', 'TARGET_TYPE_MISMATCH'],
    ['text', 'UUID', 'TARGET_TYPE_MISMATCH'],
    ['list<int64>', 'Array(Int64)', 'TARGET_TYPE_MISMATCH'],
  ])('refuses %s into %s, which would change values', (type, native, code) => {
    const existing = clickhouseTable({ v: native });
    expect(
      codes(clickhouse.planTable(request([column('v', type)], { existing, contract: 'freeze' }))),
    ).toEqual([code]);
  });

  it.each([
    ['int32', 'Int64'],
    ['decimal(10,2)', 'Decimal(18, 4)'],
    ['text', 'LowCardinality(String)'],
    ['text', "Enum8('a' = 1)"],
    ['date', 'Date'],
    ['timestamptz', "DateTime64(6, 'Asia/Tokyo')"],
    ['list<int64>', 'Array(Nullable(Int64))'],
  ])('takes %s into %s', (type, native) => {
    const existing = clickhouseTable({ v: native });
    const plan = clickhouse.planTable(request([column('v', type)], { existing }));
    expect(plan.diagnostics).toEqual([]);
    expect(plan.createSql).toBe('');
  });

  it('does not let NULLs meet a column that turns them into zeros', () => {
    const existing = clickhouseTable({ v: 'Int64' });
    const plan = clickhouse.planTable(
      request([column('v', 'int64', true)], { existing, contract: 'freeze' }),
    );
    expect(codes(plan)).toEqual(['NULLABLE_MISMATCH']);
    const evolved = clickhouse.planTable(request([column('v', 'int64', true)], { existing }));
    expect(evolved.changes).toEqual([
      { column: 'v', change: 'widened', from: 'Int64', to: 'Nullable(Int64)' },
    ]);
  });

  it('loads only what can be swapped', () => {
    const columns = [column('v', 'int64')];
    for (const engine of ['Log', 'Distributed', 'ReplicatedMergeTree', 'SummingMergeTree']) {
      const existing = clickhouseTable({ v: 'Int64' }, engine);
      expect(codes(clickhouse.planTable(request(columns, { existing })))).toEqual([
        'WRITE_MODE_NOT_SUPPORTED',
      ]);
    }
  });

  it('reports every finding, not the first', () => {
    const plan = clickhouse.planTable(
      request([column('a', 'decimal'), column('b', 'decimal(77,0)')], {
        write: { mode: 'merge', keys: ['nope'], on_delete: 'keep' },
        layout: { partition_by: ['sleep(3)'], order_by: ['gone'], engine: 'Log' },
      }),
    );
    expect(codes(plan).toSorted()).toEqual([
      'DECIMAL_UNBOUNDED',
      'DIALECT_UNSUPPORTED',
      'DIALECT_UNSUPPORTED',
      'TYPE_NOT_SUPPORTED',
      'UNKNOWN_COLUMN',
      'UNKNOWN_COLUMN',
    ]);
  });
});

describe('planning a PostgreSQL table', () => {
  it('keeps every type and NOT NULL', () => {
    const plan = postgresql.planTable(
      request([
        column('id', 'int64'),
        column('a"b', 'decimal', true),
        column('tags', 'list<text>', true),
      ]),
    );
    expect(plan.diagnostics).toEqual([]);
    expect(plan.createSql).toBe(
      'CREATE TABLE "shop"."orders" (\n  "id" bigint NOT NULL,\n  "a""b" numeric,\n  "tags" text[]\n)',
    );
  });

  it('refuses what would be rounded, and columns nothing fills', () => {
    const existing: CatalogTable = {
      ...clickhouseTable({}),
      columns: [
        {
          name: 'v',
          type: { kind: 'decimal', precision: 10, scale: 2 },
          nullable: true,
          nativeType: 'numeric(10,2)',
        },
        {
          name: 'at',
          type: { kind: 'timestamp' },
          nullable: true,
          nativeType: 'timestamp(3) without time zone',
        },
        { name: 'due', type: { kind: 'date' }, nullable: false, nativeType: 'date' },
      ],
    };
    const columns = [column('v', 'decimal(12,4)'), column('at', 'timestamp'), column('x', 'text')];
    expect(codes(postgresql.planTable(request(columns, { existing, contract: 'freeze' })))).toEqual(
      [
        'TARGET_TYPE_MISMATCH',
        'TARGET_TYPE_MISMATCH',
        'TARGET_COLUMN_MISSING',
        'NULLABLE_MISMATCH',
      ],
    );
  });

  it('has no lists of lists', () => {
    const plan = postgresql.planTable(request([column('m', 'list<list<int64>>')]));
    expect(codes(plan)).toEqual(['TYPE_NOT_SUPPORTED']);
  });
});

describe('planning a table that keeps history', () => {
  const write = { mode: 'scd2' as const, keys: ['id'], on_delete: 'keep' as const };
  const columns = [column('id', 'int64'), column('v', 'text', true)];

  it('adds its columns, sorted by when a version began', () => {
    expect(postgresql.planTable(request(columns, { write })).createSql).toContain(
      '"valid_from" timestamp with time zone NOT NULL,\n  "valid_to" timestamp with time zone,\n' +
        '  "is_current" boolean NOT NULL',
    );
    const created = clickhouse.planTable(request(columns, { write })).createSql;
    expect(created).toContain("`valid_to` Nullable(DateTime64(6, 'UTC')),\n  `is_current` Bool");
    expect(created).toContain('ORDER BY (`id`, `valid_from`)');
  });

  it('refuses a ClickHouse engine that forgets versions', () => {
    const layout = { partition_by: [], order_by: [], engine: 'ReplacingMergeTree' };
    const plan = clickhouse.planTable(request(columns, { write, layout }));
    expect(codes(plan)).toEqual(['WRITE_MODE_NOT_SUPPORTED']);
  });

  it('refuses a beginning that would be rounded', () => {
    const existing = clickhouseTable({
      id: 'Int64',
      v: 'Nullable(String)',
      valid_from: 'DateTime',
      valid_to: "Nullable(DateTime64(6, 'UTC'))",
      is_current: 'Bool',
    });
    const plan = clickhouse.planTable(request(columns, { write, existing }));
    expect(codes(plan)).toEqual(['TARGET_TYPE_MISMATCH']);
  });
});

describe('settings', () => {
  it('are checked field by field, unknown ones too', () => {
    const findings = postgresql.validateSettings({
      host: '',
      port: 70_000,
      database: 'd',
      user: 5,
      ssl_mode: 'maybe',
      passwort: 'hunter2',
    });
    expect(findings.map((one) => one.path)).toEqual([
      'host',
      'port',
      'user',
      'ssl_mode',
      'passwort',
    ]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('need no more than their required fields', () => {
    expect(clickhouse.validateSettings({ host: 'localhost' })).toEqual([]);
    expect(postgresql.validateSettings({ host: 'h', database: 'd', user: 'u' })).toEqual([]);
  });
});
