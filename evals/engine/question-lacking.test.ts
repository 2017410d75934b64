import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE wards (ward_id INTEGER PRIMARY KEY, ward_name VARCHAR(40) NOT NULL, floor INTEGER);
  CREATE TABLE nurses (nurse_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL, age INTEGER, phone_number VARCHAR(20),
    ward_id INTEGER REFERENCES wards(ward_id));
  CREATE TABLE lodges (lodge_id INTEGER PRIMARY KEY, lodge_name VARCHAR(60) NOT NULL, sauna VARCHAR(20) NOT NULL, sonar VARCHAR(20));
`,
  {
    held: [
      ['lodges', 'sauna', 'No'],
      ['lodges', 'sauna', 'Wood fired'],
      ['lodges', 'sauna', 'Electric'],
    ],
  },
);

describe('rows that lack what a column tells of', () => {
  it.each([
    [
      'Show all information of nurses without any ward number',
      'SELECT nurse_id, full_name, age, phone_number, ward_id FROM nurses AS n WHERE ward_id IS NULL',
    ],
    ['nurses without a ward number', 'SELECT full_name FROM nurses AS n WHERE ward_id IS NULL'],
    [
      'How many nurses do not have a ward number?',
      'SELECT count(*) AS nurses_count FROM nurses AS n WHERE ward_id IS NULL',
    ],
    ['nurses without an age', 'SELECT full_name FROM nurses AS n WHERE age IS NULL'],
    ['nurses with no phone number', 'SELECT full_name FROM nurses AS n WHERE phone_number IS NULL'],
    // Rows of another table are still missing, and no column.
    [
      'wards without nurses',
      'SELECT w.ward_name FROM wards AS w WHERE NOT EXISTS (SELECT 1 FROM nurses AS n WHERE n.ward_id = w.ward_id)',
    ],
    ['lodges without sonar', 'SELECT lodge_name FROM lodges AS l WHERE sonar IS NULL'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('a text that says "No" among other things', () => {
  it.each([
    [
      'How many lodges do not have the sauna function?',
      "SELECT count(*) AS lodges_count FROM lodges AS l WHERE sauna = 'No'",
    ],
    ['lodges without a sauna', "SELECT lodge_name FROM lodges AS l WHERE sauna = 'No'"],
    ['Which lodges have no sauna?', "SELECT lodge_name FROM lodges AS l WHERE sauna = 'No'"],
    ['Which lodges have a sauna?', "SELECT lodge_name FROM lodges AS l WHERE sauna <> 'No'"],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});
