import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE guides (guide_id INTEGER PRIMARY KEY, guide_name VARCHAR(60) NOT NULL, age INTEGER NOT NULL, hire_date DATE NOT NULL);
  CREATE TABLE tunnels (tunnel_id INTEGER PRIMARY KEY, tunnel_name VARCHAR(60) NOT NULL, length_km REAL NOT NULL, lamps INTEGER NOT NULL);
`,
  { dialect: 'sqlite' },
);

describe('the number of an extreme beside another number', () => {
  it.each([
    [
      'What is the longest tunnel in kilometers and the average number of lamps?',
      'SELECT max(length_km) AS max_length_km, avg(lamps) AS avg_lamps FROM tunnels AS t',
    ],
    [
      'What is the shortest tunnel and the average length of the tunnels?',
      'SELECT min(length_km) AS min_length_km, avg(length_km) AS avg_length_km FROM tunnels AS t',
    ],
    // Of the one row.
    [
      'What is the name of the longest tunnel and its number of lamps?',
      'SELECT tunnel_name, lamps FROM tunnels AS t ORDER BY length_km DESC LIMIT 1',
    ],
    [
      'What is the longest tunnel?',
      'SELECT tunnel_name FROM tunnels AS t ORDER BY length_km DESC LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
