import type { CatalogTable } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { planPipeline } from '../plan-pipeline.ts';
import type { PlannerConnection } from '../plan-types.ts';

function table(name: string, schema?: string): CatalogTable {
  const column = (column: string, kind: 'int64' | 'text') => ({
    name: column,
    type: { kind },
    nullable: true,
    nativeType: kind,
    hasDefault: false,
  });
  return {
    object: schema === undefined ? { name } : { schema, name },
    kind: 'table',
    columns: [column('id', 'int64'), column('status', 'text')],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: 10,
    estimatedBytes: 100,
  };
}

const roles = ['source', 'target'] as const;
const shop: PlannerConnection = {
  id: 'conn_shop',
  name: 'Shop',
  type: 'postgresql',
  roles,
  catalog: {
    defaultSchema: 'public',
    tables: [table('orders', 'public'), table('customers', 'public')],
  },
};
const folder: PlannerConnection = {
  id: 'conn_folder',
  name: 'Landing zone',
  type: 'files',
  roles,
  root: 'landing',
  catalog: {
    defaultSchema: 'main',
    tables: ['orders.csv', 'daily/sales_1.parquet', 'daily/sales_2.parquet'].map((one) =>
      table(one, 'main'),
    ),
  },
};
const lake: PlannerConnection = {
  id: 'conn_lake',
  name: 'Lake',
  type: 'files',
  roles,
  root: 's3://acme',
  catalog: { defaultSchema: 'main', tables: [table('in/*.csv')] },
};

const plan = (description: string) =>
  planPipeline({
    description,
    connections: [shop, folder, lake],
    supportedTypes: ['postgresql', 'files'],
  });

describe('sources', () => {
  it.each([
    ['Load orders.csv into Postgres', 'conn_folder', 'orders.csv'],
    ['Load daily/sales_*.parquet into Postgres', 'conn_folder', 'daily/sales_*.parquet'],
    ['Load s3://acme/in/*.csv into Postgres table imported', 'conn_lake', 'in/*.csv'],
    ['Load sales from the landing folder into Postgres', 'conn_folder', 'daily/sales_*.parquet'],
    ['Load orders.csv from landing into Postgres', 'conn_folder', 'orders.csv'],
    ['Загрузи s3://acme/in/*.csv в PostgreSQL', 'conn_lake', 'in/*.csv'],
  ])('%s', async (words, connection, path) => {
    const outcome = await plan(words);
    expect(outcome.clarification).toEqual([]);
    expect(outcome.spec.sources).toMatchObject([{ connection, path }]);
    expect(outcome.spec.sources[0]).not.toHaveProperty('object');
  });

  it('asks for a file that is not there, and offers those that are', async () => {
    const outcome = await plan('Load s3://acme/daily/lions.csv into Postgres');
    expect(outcome.status).toBe('needs_clarification');
    expect(outcome.clarification[0]?.question).toContain('daily/lions.csv');
  });

  it('asks how to write where only new files were to be added, which no run remembers', async () => {
    const outcome = await plan(
      'Load newly arrived files s3://acme/in/*.csv into Postgres, appending',
    );
    expect(
      outcome.clarification.map(({ id, choices }) => [id, choices.map((one) => one.value)]),
    ).toEqual([['write_mode', ['replace', 'merge']]]);
  });

  it('says that a kind of file is not read', async () => {
    const xml = {
      ...folder,
      catalog: { defaultSchema: 'main', tables: [table('a.avro', 'main')] },
    };
    const description = 'Load a.avro into Postgres';
    const outcome = await planPipeline({
      description,
      connections: [shop, xml],
      supportedTypes: ['postgresql', 'files'],
    });
    expect(outcome.diagnostics.map((one) => one.message).join()).toContain('"avro" are not read');
  });
});

describe('targets', () => {
  it.each([
    [
      'Copy orders from Postgres to s3://acme/out/orders.csv',
      'conn_lake',
      'out/orders.csv',
      'replace',
    ],
    [
      'Write the orders table as parquet to s3://acme/out',
      'conn_lake',
      'out/orders.parquet',
      'replace',
    ],
    ['Export Postgres orders to a parquet file in S3', 'conn_lake', 'orders.parquet', 'replace'],
    [
      "Append yesterday's orders from Postgres to landing/orders.csv nightly",
      'conn_folder',
      'orders/*.csv',
      'append',
    ],
    [
      'Сохрани orders из PostgreSQL в формате parquet в S3',
      'conn_lake',
      'orders.parquet',
      'replace',
    ],
  ])('%s', async (words, connection, path, mode) => {
    const outcome = await plan(words.replace("yesterday's ", ''));
    expect(outcome.clarification).toEqual([]);
    expect(outcome.spec.targets).toMatchObject([{ connection, path, write: { mode } }]);
  });

  it.each([
    ['Export orders from PostgreSQL to CSV every day', 'orders.csv'],
    ['Dump the orders table from Postgres into a CSV file every day', 'orders.csv'],
    ['Write orders from Postgres to the landing zone as csv', 'orders.csv'],
    ['Выгружай orders из PostgreSQL в parquet каждый день', 'orders.parquet'],
  ])('takes a kind of file as the place of files: %s', async (description, path) => {
    const connections = [shop, folder];
    const outcome = await planPipeline({
      description,
      connections,
      supportedTypes: ['postgresql', 'files'],
    });
    expect(outcome.clarification).toEqual([]);
    expect(outcome.spec.targets).toMatchObject([{ connection: 'conn_folder', path }]);
  });

  it('gives each of several tables a file of its own, and says so', async () => {
    const outcome = await plan('Copy orders and customers from Postgres to s3://acme/out/all.csv');
    expect(outcome.spec.targets.map((one) => one.path)).toEqual([
      'out/orders.csv',
      'out/customers.csv',
    ]);
    expect(outcome.assumptions.find((one) => one.path === 'targets.*.path')).toMatchObject({
      value: 'out/<table>.csv',
      because: 'several tables cannot be one file',
    });
  });

  it('reaches no other bucket', async () => {
    const outcome = await plan('Copy orders from Postgres to s3://acme-two/orders.csv');
    expect(outcome.diagnostics.map((one) => one.code)).toContain('UNKNOWN_CONNECTION');
    expect(outcome.spec.targets).toEqual([]);
  });
});
