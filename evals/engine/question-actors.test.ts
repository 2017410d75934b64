import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE nurses (nurse_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, ward VARCHAR(20) NOT NULL);
  CREATE TABLE doses (dose_id INTEGER PRIMARY KEY, nurse_id INTEGER NOT NULL REFERENCES nurses(nurse_id),
    checked_by INTEGER REFERENCES nurses(nurse_id), -- NULL until countersigned
    given_on DATE NOT NULL, ml NUMERIC(6,2) NOT NULL);
`,
  { held: [['nurses', 'ward', 'change']] },
);

describe('who did it', () => {
  it.each([
    'Who has countersigned the most doses?',
    'who checked the most doses?',
    'who countersigned the most ml?',
  ])('is whom the key leads to that is filled then: %s', (question) => {
    const sql = sqlOf(question);
    expect(sql).toContain('ON d.checked_by = n.nurse_id');
    expect(sql).not.toContain('IS NOT NULL');
  });

  it('is no one where rows are only in that state', () => {
    expect(sqlOf('doses that were countersigned')).toContain('checked_by IS NOT NULL');
  });
});

describe('one number', () => {
  it.each(['all ml ever given, one number please', 'the ml of all doses as a single figure'])(
    'is a total: %s',
    (question) => {
      expect(sqlOf(question)).toMatch(/^SELECT sum\(ml\)/u);
    },
  );

  it('a change over time is no value that is called Change', () => {
    expect(sqlOf('month over month change in ml')).not.toContain('ward');
    expect(sqlOf('nurses of the change ward')).toContain("ward = 'change'");
  });
});
