/** What the documentation shows. */

export const termsExample = [
  { term: 'clients', means: { kind: 'table' as const, table: 'customers' } },
  { term: 'revenue', means: { kind: 'column' as const, table: 'orders', column: 'total_amount' } },
  {
    term: 'settled',
    means: { kind: 'value' as const, table: 'orders', column: 'status', value: 'paid' },
  },
  {
    term: 'big orders',
    means: { kind: 'expression' as const, table: 'orders', expression: 'total_amount > 1000' },
  },
  {
    term: 'VIP',
    means: { kind: 'words' as const, words: 'customers with more than 10 orders' },
  },
];

export const glossaryExample = {
  project_id: 'proj_123',
  version: 3,
  terms: termsExample,
  updated_by: 'user_123',
  updated_at: '2026-11-29T10:00:00.000Z',
};
