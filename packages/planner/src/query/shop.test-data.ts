import { parseColumnType, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import type { QuestionSchema } from './question-types.ts';

function table(
  name: string,
  columns: Readonly<Record<string, string>>,
  more: {
    readonly keys?: readonly string[];
    readonly references?: Readonly<Record<string, string>>;
  } = {},
): CatalogTable {
  return {
    object: { schema: 'public', name },
    kind: 'table',
    columns: Object.entries(columns).map(([column, text]): CatalogColumn => {
      const [type = 'text', comment] = text.split(' -- ');
      const plain = type.replace('?', '');
      return {
        name: column,
        type: parseColumnType(plain) ?? { kind: 'text' },
        nullable: type.endsWith('?'),
        nativeType: plain,
        ...(comment === undefined ? {} : { comment }),
      };
    }),
    primaryKey: more.keys ?? ['id'],
    uniqueKeys: [],
    foreignKeys: Object.entries(more.references ?? {}).map(([column, other]) => ({
      columns: [column],
      references: { schema: 'public', name: other },
      referencedColumns: ['id'],
    })),
    estimatedRows: 1000,
    estimatedBytes: null,
  };
}

/** A small shop: two keys from orders to staff, values in comments, dates that may be empty. */
export const shop: QuestionSchema = {
  defaultSchema: 'public',
  tables: [
    table('customers', {
      id: 'int64',
      full_name: 'text',
      city: 'text?',
      email: 'text?',
      created_at: 'timestamptz',
    }),
    table('staff', { id: 'int64', name: 'text', salary: 'decimal(10,2)', left_on: 'date?' }),
    table(
      'orders',
      {
        id: 'int64',
        customer_id: 'int64',
        seller_id: 'int64',
        packer_id: 'int64?',
        status: 'text -- open, paid or cancelled',
        total_amount: 'decimal(12,2)',
        ordered_at: 'timestamptz',
        delivered_at: 'timestamptz?',
      },
      { references: { customer_id: 'customers', seller_id: 'staff', packer_id: 'staff' } },
    ),
    table(
      'order_items',
      {
        order_id: 'int64',
        line: 'int64',
        product: 'text',
        quantity: 'int64',
        amount: 'decimal(12,2)',
      },
      { keys: ['order_id', 'line'], references: { order_id: 'orders' } },
    ),
  ],
};
