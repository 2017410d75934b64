import { describe, expect, it } from 'vitest';
import type { CatalogTable } from '@ai-etl/core';
import { joinEdges } from './join-graph.ts';

const column = (name: string, nullable = false) => ({
  name,
  type: { kind: 'int64' as const },
  nullable,
  nativeType: 'integer',
});
const key = (name: string) => ({
  columns: [name],
  references: { name: 'customers' },
  referencedColumns: ['id'],
});
const table = (name: string, columns: CatalogTable['columns']): CatalogTable => ({
  object: { name },
  kind: 'table',
  columns,
  primaryKey: ['id'],
  uniqueKeys: [],
  foreignKeys: [],
  estimatedRows: null,
  estimatedBytes: null,
});

describe('keys of one table to another', () => {
  it('come in one order, however the system lists them', () => {
    const customers = table('customers', [column('id')]);
    const columns = [
      column('id'),
      column('sender_id', true),
      column('payer_id'),
      column('owner_id'),
    ];
    const orderOf = (names: readonly string[]) => {
      const orders = { ...table('orders', columns), foreignKeys: names.map(key) };
      const steps = joinEdges({ defaultSchema: 'main', tables: [customers, orders] });
      let step = steps.next();
      while (step.done !== true) step = steps.next();
      return step.value.map((edge) => edge.columns[0]);
    };
    const order = ['payer_id', 'owner_id', 'sender_id'];
    expect(orderOf(['owner_id', 'payer_id', 'sender_id'])).toEqual(order);
    expect(orderOf(['sender_id', 'owner_id', 'payer_id'])).toEqual(order);
  });
});
