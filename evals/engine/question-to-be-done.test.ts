import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE tenants (tenant_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL);
  CREATE TABLE repairs (repair_id INTEGER PRIMARY KEY, tenant_id INTEGER NOT NULL REFERENCES tenants(tenant_id),
    reported_on DATE NOT NULL, due_on DATE NOT NULL, inspected_on DATE);
  CREATE TABLE parcels (parcel_id INTEGER PRIMARY KEY, arrived_on DATE NOT NULL, collected_on DATE);
`);

describe('what is still to be done in a time', () => {
  it.each([
    'repairs that need to be inspected this week',
    'repairs that still have to be inspected this week',
    'repairs waiting to be inspected this week',
  ])('is not done at all, and due then: %s', (question) => {
    expect(sqlOf(question)).toMatch(/WHERE inspected_on IS NULL AND due_on >= .* AND due_on < /u);
  });

  it.each(['parcels left to be collected from 2024', 'parcels that need to be collected in 2024'])(
    'goes by when the row came to be, where nothing is due: %s',
    (question) => {
      const sql = sqlOf(question);
      expect(sql).toContain('collected_on IS NULL');
      expect(sql).toMatch(/arrived_on/u);
      expect(sql).not.toContain('NOT (');
    },
  );
});
