import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE studios (studio_id INTEGER PRIMARY KEY, studio_name VARCHAR(60) NOT NULL, district VARCHAR(40) NOT NULL, lighting VARCHAR(20) NOT NULL, rent REAL NOT NULL);
  CREATE TABLE lessons (lesson_id INTEGER PRIMARY KEY, studio_id INTEGER NOT NULL REFERENCES studios(studio_id), craft VARCHAR(30) NOT NULL, minutes INTEGER NOT NULL);
`,
  {
    held: [
      ['studios', 'lighting', 'dim'],
      ['studios', 'studio_name', 'Kiln House'],
    ],
    dialect: 'sqlite',
  },
);

describe('values that none of their rows has which pass a test', () => {
  it.each([
    [
      'Name the districts that have no studio with dim lighting',
      "SELECT DISTINCT district FROM studios AS s EXCEPT SELECT DISTINCT district FROM studios AS s WHERE lighting = 'dim'",
    ],
    [
      'Which crafts have no lesson longer than 90 minutes?',
      'SELECT DISTINCT craft FROM lessons AS l EXCEPT SELECT DISTINCT craft FROM lessons AS l WHERE minutes > 90',
    ],
    [
      'List the crafts without any lesson in Kiln House',
      "SELECT DISTINCT craft FROM lessons AS l EXCEPT SELECT DISTINCT l.craft FROM lessons AS l INNER JOIN studios AS s ON l.studio_id = s.studio_id WHERE s.studio_name = 'Kiln House'",
    ],
    // Rows of another table are looked for by the rows that have them.
    [
      'Which studios have no lesson longer than 90 minutes?',
      'SELECT s.studio_name FROM studios AS s WHERE NOT EXISTS ( SELECT 1 FROM lessons AS l WHERE l.studio_id = s.studio_id AND l.minutes > 90 )',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
