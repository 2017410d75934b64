import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** Moorings of a harbour. */
const harbour = askedSql(
  `
  CREATE TABLE tenant (tenant_id INTEGER PRIMARY KEY, tenant_name TEXT, tenant_type TEXT, phone TEXT);
  CREATE TABLE mooring (mooring_id INTEGER PRIMARY KEY, mooring_label TEXT, kind TEXT, rent REAL, tenant_id INTEGER REFERENCES tenant(tenant_id));
  CREATE TABLE permit (permit_id INTEGER PRIMARY KEY, tenant_id INTEGER REFERENCES tenant(tenant_id), permit_class TEXT, fee REAL);
  `,
  {
    dialect: 'sqlite',
    held: [
      ['tenant', 'tenant_type', 'Business'],
      ['tenant', 'tenant_type', 'Individual'],
      ['tenant', 'tenant_type', 'Company'],
      ['mooring', 'kind', 'Single'],
      ['mooring', 'kind', 'Common'],
      ['permit', 'permit_class', 'Annual'],
    ],
  },
);

describe('a value right before the rows that hold it', () => {
  it.each([
    [
      'What are the name and phone number of each business tenant?',
      "SELECT tenant_name, phone FROM tenant AS t WHERE tenant_type = 'Business'",
    ],
    [
      'Phone of every individual tenant',
      "SELECT phone FROM tenant AS t WHERE tenant_type = 'Individual'",
    ],
    [
      'How many company tenants are there?',
      "SELECT count(*) AS tenant_count FROM tenant AS t WHERE tenant_type = 'Company'",
    ],
    ['List all single moorings', "SELECT mooring_id FROM mooring AS m WHERE kind = 'Single'"],
    [
      'How many common moorings are there?',
      "SELECT count(*) AS mooring_count FROM mooring AS m WHERE kind = 'Common'",
    ],
    [
      'What is the fee of each annual permit?',
      "SELECT fee FROM permit AS p WHERE permit_class = 'Annual'",
    ],
    // What is not said right before them keeps its own meaning.
    [
      'What is the most common mooring kind?',
      'SELECT kind FROM mooring AS m WHERE kind IS NOT NULL GROUP BY kind ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Show the number of moorings for each tenant type.',
      'SELECT count(*) AS mooring_count, t.tenant_type FROM mooring AS m INNER JOIN tenant AS t ON m.tenant_id = t.tenant_id GROUP BY t.tenant_type',
    ],
  ])('%s', (question, sql) => {
    expect(harbour.sqlOf(question)).toBe(sql);
  });
});
